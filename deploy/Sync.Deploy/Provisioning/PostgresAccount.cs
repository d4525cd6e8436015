using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>
/// PostgreSQL refuses to run as root: root hands it to the account that the package made, else to nobody. setpriv(1) replaces itself by
/// the server, so that the process we started is the server; su and runuser would stay in between.
/// </summary>
public static class PostgresAccount
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>Why no account can run it; null when one can.</summary>
    public static string? WhyNot() => (Signals.IsRoot, Name, File.Exists("/usr/bin/setpriv")) switch
    {
        (true, null, _) => "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to run it as",
        (true, _, false) => "PostgreSQL does not run as root, and setpriv (package util-linux) is not there to change the account",
        _ => null,
    };

    /// <summary>The command line that runs this one as that account.</summary>
    public static string[] Run(params IEnumerable<string> command) => Signals.IsRoot
        ? ["setpriv", $"--reuid={Name}", $"--regid={Group}", "--clear-groups", "--", .. command]
        : [.. command];

    /// <summary>Makes a folder that only this account can enter.</summary>
    public static async Task OwnFolder(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Own(folder, ct);
    }

    public static Task Own(string path, CancellationToken ct) =>
        Signals.IsRoot ? Must("chown", [$"{Name}:{Group}", path], ct) : Task.CompletedTask;

    /// <summary>A new folder that every account can pass through, whatever the umask says.</summary>
    public static string NewFolderForAll()
    {
        var folder = Directory.CreateDirectory($"/var/tmp/sync-{Passwords.New()[..12]}").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        return folder;
    }

    public static async Task<bool> CanReach(string folder, CancellationToken ct)
    {
        var command = Run("test", "-x", folder);
        return (await Tool.Run(command[0], command[1..], ct)).Succeeded;
    }

    /// <exception cref="DeployException">It did not succeed; the message holds what it printed.</exception>
    public static async Task Must(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var run = await Tool.Run(program, arguments, ct);
        if (!run.Succeeded)
            throw new DeployException($"{program} failed with {run.ExitCode}: {run.Output.Trim()}");
    }

    private static string? Name => Candidates.FirstOrDefault(name => Entry(name) is not null);

    private static string Group => Entry(Name!)!.Split(':')[3];

    private static string? Entry(string name) =>
        File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
