namespace Sync.Connectors;

/// <summary>How the vendor should tell us of changes.</summary>
/// <param name="Address">Where deliveries go; its path holds the secret.</param>
public sealed record DesiredRegistration(Uri Address)
{
    /// <summary>Kinds of events in the vendor's words: <c>subscribe</c>, <c>update</c>, … or <c>Leads.all</c>, <c>Contacts.edit</c>, …
    /// </summary>
    public required IReadOnlyCollection<string> Kinds { get; init; }

    /// <summary>Whose changes (ActiveCampaign): <c>public</c>, <c>admin</c>, <c>api</c>, <c>system</c>. Without <c>api</c> our own
    /// writes do not come back, and neither do those of other programs.</summary>
    public IReadOnlyCollection<string> Sources { get; init; } = ["public", "admin", "api", "system"];

    /// <summary>Comes back with each delivery (Zoho, at most 50 characters).</summary>
    public string? Token { get; init; }

    /// <summary>Digits that name the channel (Zoho); derived from the connection's name if not given.</summary>
    public string? Channel { get; init; }

    /// <summary>The vendor has gone quiet although things changed: ActiveCampaign does not say that it has switched a webhook off, and
    /// never switches one on again. Makes a new one in its place.</summary>
    public bool Recreate { get; init; }
}
