using System.Collections;

namespace Sync.Benchmarks.Machine;

/// <summary>What the environment changes in the services that are measured: two runs are comparable only if it is the same.</summary>
internal static class Overrides
{
    // Options of services are named Section__Option; addresses and passwords are the deploy tool's to set, and stay out of the results.
    private static readonly string[] Starts =
    [
        "SYNC_INSTANCES_", "Ingress__", "Mapper__", "Dedupe__", "Writer__", "Handoff__",
        "Messaging__Prefetch", "Messaging__Con", "Storage__Max", "DOTNET_Tiered", "DOTNET_gc", "DOTNET_GC", "DOTNET_ThreadPool",
    ];

    public static IReadOnlyDictionary<string, string> Read() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(entry => (Name: (string)entry.Key, Value: (string)entry.Value!))
        .Where(variable => Starts.Any(start => variable.Name.StartsWith(start, StringComparison.Ordinal)))
        .ToDictionary(variable => variable.Name, variable => variable.Value);
}
