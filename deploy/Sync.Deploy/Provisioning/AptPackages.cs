using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>
/// Installs Debian's packages. Those of servers would start servers of the machine's own and make a database cluster: both are prevented
/// while they install, and what prevents them is taken away again.
/// </summary>
public static class AptPackages
{
    private const string Policy = "/usr/sbin/policy-rc.d";
    private const string ClusterSettings = "/etc/postgresql-common/createcluster.d/sync.conf";

    // dpkg works for one caller at a time.
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static bool isUpdated;

    /// <summary>Why nothing can be installed here; null if it can.</summary>
    public static string? WhyNot() =>
        !File.Exists("/usr/bin/apt-get") ? "no apt-get on this machine"
        : !Signals.IsRoot ? "installing packages takes root"
        : null;

    /// <exception cref="DeployException">It cannot be had; the message has apt's last words.</exception>
    public static async Task Install(string package, Say say, CancellationToken ct)
    {
        await Turn.WaitAsync(ct);
        try
        {
            say.Step($"installing the package {package}");
            await Install(package, ct);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task Install(string package, CancellationToken ct)
    {
        if (!isUpdated)
            await AptGet(ct, "update", "-q");
        isUpdated = true;
        var made = new List<string>();
        try
        {
            Make(made, ClusterSettings, "create_main_cluster = false\n");
            if (Make(made, Policy, "#!/bin/sh\nexit 101\n"))
                File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
            await AptGet(ct, "install", "-y", "-q", "--no-install-recommends", package);
        }
        finally
        {
            made.ForEach(File.Delete);
        }
    }

    /// <summary>Writes a file unless somebody else has one there.</summary>
    private static bool Make(List<string> made, string path, string text)
    {
        if (File.Exists(path))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        made.Add(path);
        return true;
    }

    private static async Task AptGet(CancellationToken ct, params string[] arguments)
    {
        var variables = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" };
        var run = await Tool.Run("apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments], variables, TimeSpan.FromMinutes(15), ct);
        if (!run.Succeeded)
        {
            var last = string.Join('\n', run.Output.Trim().Split('\n').TakeLast(5));
            throw new DeployException($"apt-get {string.Join(' ', arguments)} failed with {run.ExitCode}: {last}");
        }
    }
}
