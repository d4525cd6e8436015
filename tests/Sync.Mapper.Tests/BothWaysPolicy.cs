using Sync.Policy;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>People go from the marketing account to the sales one and back.</summary>
internal static class BothWaysPolicy
{
    public static SyncPolicy Read() => PeoplePolicy.Read(PeoplePolicy.BothWays);
}
