using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: both ways, and who wants no more mail at one side gets none from the other.</summary>
public sealed class OptOutHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
        "      fields:\n", "      fields:\n        - { name: opted_out, marketing: unsubscribed, sales: Email_Opt_Out, type: optout, confirmedLists: [\"3\"] }\n", StringComparison.Ordinal));
}
