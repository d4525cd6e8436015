using System.Text.RegularExpressions;

namespace Sync.Benchmarks.Stack;

/// <summary>Where the tree is, and where the stack that is measured keeps its state.</summary>
internal sealed partial record BenchPlace(string Root)
{
    public string Local => Path.Combine(Root, ".local", "bench");

    public string Logs => Path.Combine(Local, "logs");

    public string Results => Path.Combine(Root, ".local", "bench.jsonl");

    public string PolicyFile => Path.Combine(Local, "sync.yaml");

    /// <exception cref="BenchException">The tree is not known: it was not started by deploy/bench.</exception>
    public static BenchPlace Find() => Environment.GetEnvironmentVariable("SYNC_ROOT") is { Length: > 0 } root
        ? new BenchPlace(Path.GetFullPath(root))
        : throw new BenchException("Start it with deploy/bench, which says where the source tree is (SYNC_ROOT).");

    /// <summary>Keeps a second run from measuring, and taking down, the stack of this one. Held until disposed.</summary>
    public FileStream Lock()
    {
        Directory.CreateDirectory(Local);
        try
        {
            return new FileStream(Path.Combine(Local, "bench.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BenchException("Another deploy/bench runs here. Two at once would measure each other: wait for it, or end it.");
        }
    }

    /// <summary>Writes the sample policy.</summary>
    /// <param name="isLimited">Else with the vendors' limits lifted, as far as it can say that.</param>
    public void WritePolicy(bool isLimited)
    {
        var sample = File.ReadAllText(Path.Combine(Root, "deploy", "sync.yaml"));
        var lifted = Concurrency().Replace(CallsPerSecond().Replace(sample, "callsPerSecond: 1000"), "concurrency: 4");
        File.WriteAllText(PolicyFile, isLimited ? sample : lifted);
    }

    [GeneratedRegex(@"callsPerSecond:\s*\d+")]
    private static partial Regex CallsPerSecond();

    [GeneratedRegex(@"concurrency:\s*\d+")]
    private static partial Regex Concurrency();
}
