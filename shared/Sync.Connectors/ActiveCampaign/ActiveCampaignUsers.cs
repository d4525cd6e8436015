using System.Collections.Concurrent;
using Sync.Connectors.Operations;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Whether somebody can own a record: the API takes any number.</summary>
internal sealed class ActiveCampaignUsers(ActiveCampaignClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = new();

    /// <summary>Null if the user exists, or none was given.</summary>
    public async Task<WriteOutcome?> Objection(string? userId, CancellationToken ct)
    {
        if (userId is null || (_known.TryGetValue(userId, out var at) && clock.GetUtcNow() - at < Lifetime))
        {
            return null;
        }

        var sent = await client.Get($"users/{Uri.EscapeDataString(userId)}", ct);
        if (sent.Fault is { } fault)
        {
            return fault.Class != FailureClasses.NotFound ? Outcome.Refused(fault) : Outcome.Refused(
                FailureClasses.Validation, "OWNER_UNKNOWN", $"ActiveCampaign has no user {userId} (any more).", "owner");
        }

        _known[userId] = clock.GetUtcNow();
        return null;
    }
}
