namespace Sync.Architecture.Tests;

/// <summary>Who may refer to whom. The one place where this is written down so that a machine can read it.</summary>
internal static class ReferenceRules
{
    private static readonly string[] Shared = ["Contracts", "Connectors", "Messaging", "Policy", "ServiceDefaults", "Storage"];

    /// <summary>Services that work on canonical data and so must not know a vendor.</summary>
    private static readonly string[] WithoutVendors = ["Contracts", "Messaging", "Policy", "ServiceDefaults", "Storage"];

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Contracts"] = [],
        ["ServiceDefaults"] = [],
        ["Storage"] = ["Contracts"],
        ["Policy"] = ["Contracts"],
        ["Connectors"] = ["Contracts"],
        ["Messaging"] = ["Contracts", "Storage"],
        ["Ingress"] = Shared,
        ["Mapper"] = Shared,
        ["Writer"] = Shared,
        ["Dedupe"] = WithoutVendors,
        ["Handoff"] = WithoutVendors,
        ["Console"] = WithoutVendors,
        ["Cli"] = ["Policy"],
        ["Sandbox"] = [],
    };

    /// <summary>Runnable parts that host or drive the whole system.</summary>
    public static bool SeesEverything(string project) => project is "Deploy" or "Pipeline.Tests" or "Faults" or "Benchmarks";

    /// <summary>Packages, by the beginning of their names, and the only projects of the product that may name them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Packages { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["MassTransit"] = ["Messaging"],
        ["RabbitMQ"] = ["Messaging", "Deploy"],
        ["Npgsql"] = ["Storage", "Deploy"],
    };
}
