namespace Sync.Connectors;

/// <summary>A record to write.</summary>
/// <param name="RecordId">Null to create it, or to update the one with this address should there be one after all.</param>
/// <param name="Fields">Values to set; null empties a field, absent fields stay.</param>
public sealed record TargetRecord(string? RecordId, string Email, IReadOnlyDictionary<string, string?> Fields);
