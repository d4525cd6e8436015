using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>What a user has consented to.</summary>
/// <param name="Scopes">The scopes granted.</param>
/// <param name="DataCentre">Where it is good.</param>
/// <param name="Brought">Counts the access tokens that it has brought.</param>
internal sealed record ZohoGrant(IReadOnlyList<string> Scopes, string DataCentre, SlidingLimit Brought)
{
    public string? RefreshToken { get; init; }

    /// <summary>Of a code.</summary>
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>False when the user has been asked before and the caller has not asked for consent anew.</summary>
    public bool BringsRefreshToken { get; init; } = true;
}
