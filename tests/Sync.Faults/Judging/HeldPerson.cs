namespace Sync.Faults.Judging;

/// <summary>A record that the CRM holds.</summary>
/// <param name="Id">For people who look it up.</param>
/// <param name="Email">Whose it is.</param>
/// <param name="Values">All its texts, by the CRM's field names.</param>
internal sealed record HeldPerson(string Id, string Email, IReadOnlyDictionary<string, string> Values);
