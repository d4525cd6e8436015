namespace Sync.Connectors;

/// <summary>A record that is no more.</summary>
/// <param name="ForGood">False while it can still be restored.</param>
public sealed record DeletedRecord(string Module, string RecordId, DateTimeOffset DeletedAt, bool ForGood);
