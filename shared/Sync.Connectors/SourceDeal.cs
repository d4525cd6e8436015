namespace Sync.Connectors;

/// <summary>How a deal of the person stands, where the delivery tells of it.</summary>
/// <param name="Stage">The vendor's own word.</param>
/// <param name="Owner">Whose deal it is, for a person to read; null if not said.</param>
public sealed record SourceDeal(string DealId, string? Name, string Stage, string? Owner);
