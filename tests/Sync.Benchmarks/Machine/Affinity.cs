using System.Diagnostics;

namespace Sync.Benchmarks.Machine;

/// <summary>On which cores a process may run, with all its threads: taskset(1).</summary>
internal static class Affinity
{
    public static Task ToOneCore(int pid, CancellationToken ct) => Set(pid, "0", ct);

    public static Task ToAllCores(int pid, CancellationToken ct) => Set(pid, $"0-{Environment.ProcessorCount - 1}", ct);

    private static async Task Set(int pid, string cores, CancellationToken ct)
    {
        var start = new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", cores, $"{pid}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var taskset = Process.Start(start) ?? throw new BenchException("taskset could not be started.");
        await taskset.WaitForExitAsync(ct);
        if (taskset.ExitCode != 0)
        {
            throw new BenchException($"taskset: {await taskset.StandardError.ReadToEndAsync(ct)}");
        }
    }
}
