using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: both ways, and marketing keeps the id of the record at sales.</summary>
public sealed class RecordIdHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
        "      fields:\n", "      recordIds: { marketing: field:9 }\n      fields:\n", StringComparison.Ordinal));
}
