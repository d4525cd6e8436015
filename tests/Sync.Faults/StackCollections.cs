using Sync.Deploy;
using Sync.Testing.Stacks;

// Two cores, and one stack fills them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Sync.Faults;

/// <summary>One process of each service: while it is down, nobody does its work.</summary>
public sealed class SingleStack() : StackFixture("single", Quick(instances: 1));

/// <summary>Two processes of each service, and seven owners among whom persons are handed off in turn.</summary>
public sealed class TwinStack() : StackFixture("twin", WithSevenOwners())
{
    private static readonly string[] Names = ["mia", "jonas", "lea", "sync", "nora", "paul", "vera"];

    /// <summary>Under which they are users of the CRM.</summary>
    public static IReadOnlyList<string> Owners { get; } = [.. Names.Select(name => $"{name}@acme.test")];

    private static Dictionary<string, string?> WithSevenOwners()
    {
        var home = Workplace.Find();
        var file = Path.Combine(home.Test, "seven-owners.yaml");
        Directory.CreateDirectory(home.Test);
        var sample = File.ReadAllLines(Path.Combine(home.Root, "deploy", "sync.yaml"));
        var everyday = sample.Where(line => !line.StartsWith("    - { email: ", StringComparison.Ordinal)).SelectMany(line => line.Trim() switch
        {
            "owners:" => Owners.Select(owner => $"    - {{ email: {owner} }}").Prepend(line),
            var rule when rule.StartsWith("- { owners: [", StringComparison.Ordinal) => [$"        - {{ owners: [{string.Join(", ", Owners)}] }}"],
            _ => [line],
        });
        File.WriteAllLines(file, everyday);
        var variables = Quick(instances: 2);
        variables["SYNC_CONFIG"] = file;
        return variables;
    }
}

[CollectionDefinition(nameof(SingleStack))]
public sealed class SingleStackCollection : ICollectionFixture<SingleStack>;

[CollectionDefinition(nameof(TwinStack))]
public sealed class TwinStackCollection : ICollectionFixture<TwinStack>;
