using Sync.Deploy;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>People go both ways: what happens in the CRM comes as notifications, and its records are read. A play has more done than a
/// task.</summary>
public sealed class ReadingStack() : StackFixture("reading", BothWays())
{
    private const string Task = "      task: {";

    private static Dictionary<string, string?> BothWays()
    {
        var home = Workplace.Find();
        var file = Path.Combine(home.Test, "both-ways.yaml");
        Directory.CreateDirectory(home.Test);
        // Marketing allows little, and what is looked at here is the reading.
        var rules = File.ReadAllText(Path.Combine(home.Root, "deploy", "sync.yaml"))
            .Replace("callsPerSecond: 5,", "callsPerSecond: 100,", StringComparison.Ordinal)
            .Replace("  plays:", "  touch: { field: company }\n  deals: { wonTag: customer }\n  plays:\n"
                + "    - { name: closes, marketing: sales, when: { deal: Negotiation/Review }, assign: [{ owners: [mia@acme.test] }], task: { subject: \"Close {name}\" } }\n"
                + "    - { name: talks, when: { deal: In Contact }, "
                + "assign: [{ owners: [mia@acme.test] }], task: { subject: \"Talk to {name}\" } }", StringComparison.Ordinal)
            .Replace("type: optout }", "type: optout, confirmedLists: [\"3\"] }", StringComparison.Ordinal)
            .Replace("      fields:\n", "      tags: [{ marketing: vip, sales: VIP customer }]\n"
                + "      lists: [{ marketing: \"3\", sales: Newsletter, toMarketing: fill }]\n"
                + "      intents: [{ name: interest, sales: AC_Tags, first: [{ tag: pricing-visit, is: Pricing }, { tag: webinar, is: Webinar }] }]\n      fields:\n", StringComparison.Ordinal)
            .Replace(Task, $"      unlessOpenDeal: true\n      also: {{ note: \"{{name}} asked for a demo.\", owner: true, deal: {{ name: \"{{name}} demo\", stage: Qualification, amount: 1200.50, closesInDays: 30 }}, tags: [handed-to-sales] }}\n{Task}", StringComparison.Ordinal);
        File.WriteAllText(file, rules);
        var variables = Quick(instances: 1);
        variables["SYNC_CONFIG"] = file;
        variables["SYNC_INSTANCES_WRITER"] = "2";
        // Often, and seldom enough for the stack to come to rest in between.
        variables["Writer__LookAtDealsSeconds"] = "6";
        return variables;
    }
}

[CollectionDefinition(nameof(ReadingStack))]
public sealed class ReadingStackCollection : ICollectionFixture<ReadingStack>;
