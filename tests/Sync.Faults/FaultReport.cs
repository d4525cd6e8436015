using System.Text.Json;
using Sync.Deploy;
using Sync.Faults.Judging;

namespace Sync.Faults;

/// <summary>Keeps the figures of every run as JSON lines beside the tests' results.</summary>
internal static class FaultReport
{
    public static void Add(int seed, Verdict verdict)
    {
        var test = TestContext.Current.Test?.TestDisplayName;
        TestContext.Current.TestOutputHelper?.WriteLine(verdict.Describe());
        var file = Path.Combine(Workplace.Find().Test, "results", "faults.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.AppendAllText(file, JsonSerializer.Serialize(new
        {
            at = DateTimeOffset.UtcNow, test, seed, verdict.Attempted, verdict.Sends, verdict.Acknowledged, verdict.Recovered,
            lost = verdict.Lost.Count, duplicates = verdict.Duplicates.Count, unexpected = verdict.Unexpected.Count,
            deadLettered = verdict.DeadLettered.Count, contradicted = verdict.Contradicted.Count, forbidden = verdict.Forbidden.Count,
            findings = verdict.IsClean ? null : verdict.Describe(),
        }) + "\n");
    }
}
