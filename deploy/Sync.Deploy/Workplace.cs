namespace Sync.Deploy;

/// <summary>Where the source tree is and where its state goes.</summary>
/// <param name="Root">The folder that holds Sync.sln.</param>
/// <param name="Local">State of what runs: <c>.local</c> in the root, or what <c>SYNC_LOCAL</c> names.</param>
public sealed record Workplace(string Root, string Local)
{
    public string Binaries => Path.Combine(Root, ".local", "bin");

    public string Servers => Path.Combine(Local, "servers");

    public string Logs => Path.Combine(Local, "logs");

    public string EndpointsFile => Path.Combine(Local, "endpoints.json");

    public string SecretsFile => Path.Combine(Local, "secrets.json");

    public string SupervisorFile => Path.Combine(Local, "supervisor.json");

    public string SupervisorLock => Path.Combine(Local, "supervisor.lock");

    /// <summary>State of test runs; apart from <see cref="Servers"/>, so that both run side by side.</summary>
    public string Test => Path.Combine(Local, "test");

    public string PolicyFile => Environment.GetEnvironmentVariable("SYNC_CONFIG") is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.Combine(Root, "deploy", "sync.yaml");

    /// <summary>Finds the tree from <c>SYNC_ROOT</c>, else upwards from the program, else upwards from the current folder.</summary>
    /// <exception cref="DeployException">None of them holds Sync.sln.</exception>
    public static Workplace Find()
    {
        var root = Environment.GetEnvironmentVariable("SYNC_ROOT") is { Length: > 0 } given ? Path.GetFullPath(given) : null;
        root ??= Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory);
        return root is null
            ? throw new DeployException("No Sync.sln above this program or the current folder. Set SYNC_ROOT to the source tree.")
            : At(root);
    }

    public static Workplace At(string root) =>
        new(root, Environment.GetEnvironmentVariable("SYNC_LOCAL") is { Length: > 0 } local
            ? Path.GetFullPath(local)
            : Path.Combine(root, ".local"));

    private static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Sync.sln")))
                return at.FullName;
        }

        return null;
    }
}
