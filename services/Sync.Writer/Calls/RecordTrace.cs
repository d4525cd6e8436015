namespace Sync.Writer.Calls;

/// <summary>What a record held and what it was sent, by the vendor's names of the fields.</summary>
/// <param name="Before">Null where it was not looked at.</param>
/// <param name="Sent">Null where nothing was sent.</param>
internal sealed record RecordTrace(IReadOnlyDictionary<string, string?>? Before, IReadOnlyDictionary<string, string?>? Sent);
