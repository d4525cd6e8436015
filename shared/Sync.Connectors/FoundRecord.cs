namespace Sync.Connectors;

/// <summary>A record as the vendor holds it now.</summary>
/// <param name="Email">Lower-cased and trimmed, or null.</param>
/// <param name="Fields">The fields asked for that the module has, as text; null where empty.</param>
public sealed record FoundRecord(string Module, string RecordId, string? Email, IReadOnlyDictionary<string, string?> Fields);
