using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Class fixture: both ways, and persons are known by their phone numbers too.</summary>
public sealed class PhoneHost : DedupeHost
{
    private protected override SyncPolicy Policy => PeoplePolicy.Read(PeoplePolicy.BothWays
        .Replace("routes:", "identity: { noEmail: phone, matchByPhone: true }\nroutes:", StringComparison.Ordinal));
}
