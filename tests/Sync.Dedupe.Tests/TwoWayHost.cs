using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: the same with rules that go both ways.</summary>
public sealed class TwoWayHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays);
}
