namespace Sync.Faults.Judging;

/// <summary>A row of the inbox, with what became of it.</summary>
/// <param name="Body">The bytes that were sent, as text.</param>
/// <param name="Outcome">How it was settled; null while it is not.</param>
/// <param name="Ends">Final outcomes that the operators' journal has of it.</param>
internal sealed record StoredDelivery(string Body, string? Outcome, long Ends);
