namespace Sync.Connectors;

/// <summary>A bearer of rights for a while.</summary>
/// <param name="ApiDomain">Origin that the vendor wants calls sent to.</param>
public sealed record AccessToken(string Value, Uri ApiDomain, DateTimeOffset ExpiresAt);
