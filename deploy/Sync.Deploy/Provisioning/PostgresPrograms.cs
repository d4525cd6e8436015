using System.Globalization;

namespace Sync.Deploy.Provisioning;

/// <summary>Where PostgreSQL's server programs are.</summary>
public static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The folder of the newest version; null when there is none.</summary>
    public static string? Find() => All().FirstOrDefault();

    /// <summary>The folder of the version that made this data; a data folder is readable by its own major version only.</summary>
    /// <exception cref="DeployException">That version is gone.</exception>
    public static string For(string data)
    {
        var version = File.ReadAllText(Path.Combine(data, "PG_VERSION")).Trim();
        return All().FirstOrDefault(folder => folder.StartsWith($"{Debian}/{version}/", StringComparison.Ordinal))
            ?? All().FirstOrDefault(folder => !folder.StartsWith(Debian, StringComparison.Ordinal))
            ?? throw new DeployException(
                $"The data in {data} is of PostgreSQL {version}, which is not installed. Install it, or start anew: deploy/down --wipe.");
    }

    private static double Version(string folder) =>
        double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static IEnumerable<string> All()
    {
        var debian = Directory.Exists(Debian) ? Directory.EnumerateDirectories(Debian) : [];
        return debian
            .OrderByDescending(Version)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
