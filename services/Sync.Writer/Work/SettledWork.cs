using Sync.Connectors;

namespace Sync.Writer.Work;

/// <summary>Work that has its outcome.</summary>
/// <param name="Outcome">One of <see cref="Contracts.Outcomes"/>, with the class after a colon where it failed.</param>
/// <param name="Module">Module and id of the record, where the target has one.</param>
/// <param name="Fault">Why it failed; null where it did not, or where the answer is given once more.</param>
internal sealed record SettledWork(
    PendingWork Work, string Outcome, string? Detail, string? Module, string? RecordId, VendorFault? Fault = null)
{
    /// <summary>What the target refused while it took the rest.</summary>
    public IReadOnlyList<LeftOutField> LeftOut { get; init; } = [];

    /// <summary>The write made the record, which has nothing in it but the work's fields.</summary>
    public bool IsAll { get; init; }
}

/// <summary>Work that is not done yet.</summary>
/// <param name="Verify">Nobody knows whether the last call did it.</param>
/// <param name="CountsAsTry">The record itself is to blame, not the connection.</param>
internal sealed record PutBackWork(PendingWork Work, string? Module, string? RecordId, bool Verify, bool CountsAsTry, TimeSpan Wait);
