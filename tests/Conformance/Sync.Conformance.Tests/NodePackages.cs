namespace Sync.Conformance.Tests;

/// <summary>Installs the client's packages once, exactly as the lock file names them, and again when that file changes.</summary>
internal static class NodePackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // What npm says when the registry cannot be reached. Anything else is a mistake of ours and fails the tests.
    private static readonly string[] Unreachable =
        ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ERR_SOCKET_TIMEOUT", "ENETUNREACH", "EHOSTUNREACH", "E404", "E403", "E503"];

    /// <returns>Why it cannot be done here; null when the packages are there.</returns>
    /// <exception cref="InvalidOperationException">npm refuses the lock file.</exception>
    public static async Task<string?> Install()
    {
        Directory.CreateDirectory(Repository.Installed);
        await using var turn = await Turn();
        foreach (var file in Directory.EnumerateFiles(Repository.Scripts))
        {
            File.Copy(file, Path.Combine(Repository.Installed, Path.GetFileName(file)), overwrite: true);
        }

        if (await Tool.Run("node", ["--version"], Repository.Installed, Limit) is null)
        {
            return "There is no node on this machine: install nodejs and npm (Debian: apt-get install nodejs npm).";
        }

        var wanted = await File.ReadAllTextAsync(Path.Combine(Repository.Scripts, "package-lock.json"));
        return File.Exists(Marker) && await File.ReadAllTextAsync(Marker) == wanted ? null : await Install(wanted);
    }

    /// <summary>Which lock file has been installed.</summary>
    private static string Marker => Path.Combine(Repository.Installed, "node_modules", ".sync-lock.json");

    private static async Task<string?> Install(string wanted)
    {
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
        if (await Tool.Run("npm", arguments, Repository.Installed, Limit) is not { } npm)
        {
            return "There is no npm on this machine: install it (Debian: apt-get install npm).";
        }

        if (npm.ExitCode == 0)
        {
            await File.WriteAllTextAsync(Marker, wanted);
            return null;
        }

        return Unreachable.Any(word => npm.Errors.Contains(word, StringComparison.Ordinal))
            ? $"npm cannot fetch the client's packages here: {npm.Errors.Split('\n')[0]}"
            : throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}:\n{npm.Errors}");
    }

    /// <summary>Two test runs of one tree must not install at once.</summary>
    private static async Task<FileStream> Turn()
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Repository.Installed, ".turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200);
            }
        }
    }
}
