namespace Sync.Writer.Reads;

/// <summary>A read that has its end.</summary>
/// <param name="Read">With the record, where it was read and this request stands for the read.</param>
/// <param name="Outcome">One of <see cref="Contracts.Outcomes"/>: passed with the record, echo, gone, merged, or dead-lettered with the class.</param>
internal sealed record SettledRead(PendingRead Read, string Outcome, string? Detail = null)
{
    /// <summary>Whose write an echo shows.</summary>
    public long? PersonId { get; init; }
}
