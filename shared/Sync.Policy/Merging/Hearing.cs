using Sync.Contracts;

namespace Sync.Policy;

/// <summary>How a statement of a source came about, as far as it is known.</summary>
/// <param name="Seen">Where the record was read: canonical field name to our last write that the reading came after.</param>
/// <param name="IsByApi">The source says that the change came through its API, as ours do; null where it does not say.</param>
/// <param name="Delay">Milliseconds from the source time until it was received.</param>
public sealed record Hearing(IReadOnlyDictionary<string, SeenWrite>? Seen, bool? IsByApi, long Delay = 0)
{
    /// <summary>The person himself has confirmed that he wants mail again: the one thing that reopens an opt-out.</summary>
    public bool IsConfirmedOptIn { get; init; }
}
