using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Machine;

/// <summary>On what the figures were measured.</summary>
internal sealed record MachineFacts
{
    public int Cores { get; init; } = System.Environment.ProcessorCount;

    public required string Processor { get; init; }

    public required long MemoryMegabytes { get; init; }

    public string Kernel { get; init; } = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();

    /// <summary>Write of 8 KB and fdatasync, where PostgreSQL's data lies if we can write there.</summary>
    public required double FlushMilliseconds { get; init; }

    public required double FlushP99Milliseconds { get; init; }

    public string DotNet { get; init; } = RuntimeInformation.FrameworkDescription;

    public required string PostgreSql { get; init; }

    public required string RabbitMq { get; init; }

    /// <summary>Settings of services that the environment changed.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = Overrides.Read();

    /// <summary>The source's commit, with a plus sign where it has been changed since; null without git.</summary>
    public required string? Commit { get; init; }

    public static async Task<MachineFacts> Read(BenchPlace place, BenchStack stack, CancellationToken ct)
    {
        var flush = FlushProbe.Measure(FolderToProbe(place, await stack.Database.DataFolder(ct)));
        return new MachineFacts
        {
            Processor = Value("/proc/cpuinfo", "model name"),
            MemoryMegabytes = long.Parse(Value("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1_024,
            FlushMilliseconds = Math.Round(flush.Percentile(0.5), 3),
            FlushP99Milliseconds = Math.Round(flush.Percentile(0.99), 3),
            PostgreSql = await stack.Database.ServerVersion(ct),
            RabbitMq = await stack.Queues.Version(ct),
            Commit = await Git(place, "rev-parse", "--short", "HEAD") is { } commit
                ? commit + (await Git(place, "status", "--porcelain") is { Length: > 0 } ? "+" : "")
                : null,
        };
    }

    // In a container, or as another account, that folder is out of our reach; then the disk of the tree has to do.
    private static string FolderToProbe(BenchPlace place, string dataFolder)
    {
        var beside = Path.GetDirectoryName(dataFolder)!;
        try
        {
            File.Delete(Path.Combine(beside, "flush-probe"));
            return beside;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return place.Local;
        }
    }

    private static string Value(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "?";

    private static async Task<string?> Git(BenchPlace place, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", place.Root, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            var output = await git.StandardOutput.ReadToEndAsync();
            await git.WaitForExitAsync();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
