using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: both ways, with a mailing list for which a tag stands at sales.</summary>
public sealed class ListHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays
        .Replace("      fields:\n", "      lists: [{ marketing: \"3\", sales: Newsletter, toMarketing: fill }]\n      fields:\n", StringComparison.Ordinal)
        .Replace("sales: Phone }", "sales: Phone }\n        - { name: opted_out, marketing: unsubscribed, sales: Email_Opt_Out, type: optout }", StringComparison.Ordinal));
}
