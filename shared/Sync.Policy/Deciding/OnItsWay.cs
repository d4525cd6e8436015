namespace Sync.Policy;

/// <summary>
/// Since when what a target was asked for counts as on its way, as far as a change tells. What was asked for before that is asked for once
/// more: it may have failed, or its message may be gone with a broker's data. Pure.
/// </summary>
public static class OnItsWay
{
    /// <summary>A request that was not answered for so long is taken for lost by whoever brings nothing new.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>By a change that came from elsewhere. An echo is only the end of a write: a person's other record lacks no more by it.</summary>
    public static DateTimeOffset? SinceAnothers(FieldVerdict? verdict, DateTimeOffset now) =>
        verdict == FieldVerdict.Echo ? now - Patience : null;

    /// <summary>
    /// By a change that came from the target itself: our own writes come back as changes. Of a record that was read it is known which of
    /// our writes it had by then; the answer to what is not among them is still to come, be it a refusal.
    /// </summary>
    /// <param name="seen">Fields of which the reading came after a write of ours; null where the record was not read, or never written to.</param>
    public static DateTimeOffset SinceOwn(string field, DateTimeOffset changedAt, IEnumerable<string>? seen, DateTimeOffset now) =>
        seen?.Contains(field) == false && now - Patience < changedAt ? now - Patience : changedAt;
}
