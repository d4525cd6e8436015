using System.Diagnostics;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Machine;

/// <summary>CPU seconds by part of the system: each service, each server, the sandbox, the load generator, and all the rest.</summary>
internal sealed class CpuMeter
{
    public const string Elsewhere = "elsewhere on the machine";
    private readonly Dictionary<string, double> _at;
    private readonly long _when = Stopwatch.GetTimestamp();

    private CpuMeter(Dictionary<string, double> at) => _at = at;

    /// <summary>Reads all clocks once.</summary>
    /// <param name="others">Processes of ours that the supervisor did not start.</param>
    public static CpuMeter Read(BenchStack stack, params IEnumerable<(string Name, int Pid)> others)
    {
        var all = ProcFile.All();
        var children = all.ToLookup(process => process.Value.Parent, process => process.Key);
        var parts = new Dictionary<string, double>();
        foreach (var (name, pid) in Roots(stack, children).Concat(others).Append(("load generator", System.Environment.ProcessId)))
        {
            // What we have started ourselves is counted under its own name.
            var cpu = pid == System.Environment.ProcessId ? all[pid].Cpu : Tree(pid, all, children);
            parts[name] = parts.GetValueOrDefault(name) + cpu;
        }

        parts[Elsewhere] = ProcFile.MachineBusy() - parts.Values.Sum();
        return new CpuMeter(parts);
    }

    /// <summary>What so many deliveries have cost from an earlier reading to this one.</summary>
    public CpuShares Since(CpuMeter earlier, string what, long deliveries) =>
        new(what, deliveries, Stopwatch.GetElapsedTime(earlier._when, _when).TotalSeconds, Since(earlier));

    private static IEnumerable<(string Name, int Pid)> Roots(BenchStack stack, ILookup<int, int> children)
    {
        var services = stack.Endpoints.Processes.SelectMany(service => service.Value.Select(pid => (pid, service.Key))).ToDictionary();
        foreach (var pid in children[stack.Supervisor])
        {
            yield return (services.GetValueOrDefault(pid) ?? NameOf(ProcFile.Arguments(pid)), pid);
        }
    }

    // By part, the largest first.
    private IReadOnlyList<(string Part, double Seconds)> Since(CpuMeter earlier) =>
        [.. _at.Select(part => (part.Key, Math.Max(0, part.Value - earlier._at.GetValueOrDefault(part.Key))))
            .OrderBy(part => part.Key == Elsewhere).ThenByDescending(part => part.Item2)];

    private static string NameOf(string[] arguments) => string.Join(' ', arguments) switch
    {
        var line when line.Contains("Sync.Sandbox", StringComparison.Ordinal) => "sandbox",
        var line when line.Contains("postgres", StringComparison.Ordinal) => "PostgreSQL",
        var line when line.Contains("rabbit", StringComparison.Ordinal) || line.Contains("epmd", StringComparison.Ordinal) => "RabbitMQ",
        _ => "supervisor",
    };

    private static double Tree(int pid, Dictionary<int, (int Parent, double Cpu)> all, ILookup<int, int> children) =>
        all.GetValueOrDefault(pid).Cpu + children[pid].Sum(child => Tree(child, all, children));
}
