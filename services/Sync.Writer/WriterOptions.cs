using System.ComponentModel.DataAnnotations;

namespace Sync.Writer;

/// <summary>How lanes behave. What a vendor allows stands in <c>sync.yaml</c>, under the connection's limits.</summary>
public sealed class WriterOptions
{
    public const string Section = "Writer";

    /// <summary>Seconds that a lane's lease lasts; it is renewed every fifth of that. Another instance takes over when it ran out.</summary>
    [Range(2, 120)]
    public int LeaseSeconds { get; init; } = 5;

    /// <summary>A batch of at least this many records means that more are coming: the next one gathers.</summary>
    [Range(1, 1_000)]
    public int GatherFrom { get; init; } = 10;

    /// <summary>Longest that a batch gathers, in milliseconds; three times as long after a full one. A full one goes at once.</summary>
    [Range(0, 60_000)]
    public int GatherMilliseconds { get; init; } = 250;

    /// <summary>Times that one record may go back and forth (not found, duplicate, converted) before it is dead-lettered.</summary>
    [Range(1, 100)]
    public int TriesPerRecord { get; init; } = 5;

    /// <summary>A change within so many milliseconds after another one of the same person rests, until for as long none has come: many
    /// changes in a row make one write more, not one each. Up to three times as long where many have come. What goes before all else never
    /// rests. 0 for no rest.</summary>
    [Range(0, 60_000)]
    public int QuietMilliseconds { get; init; } = 1_500;

    /// <summary>Longest that a change rests in seconds, however many follow it.</summary>
    [Range(1, 600)]
    public int LongestRestSeconds { get; init; } = 40;

    /// <summary>Milliseconds that a record rests after it was read: what is told of it meanwhile makes one more read.</summary>
    [Range(0, 60_000)]
    public int RestMilliseconds { get; init; } = 500;

    /// <summary>Longest pause in seconds between two probes of a connection that is out of order.</summary>
    [Range(1, 3_600)]
    public int LongestPauseSeconds { get; init; } = 30;

    /// <summary>Longest time in seconds between two looks at a connection's webhooks: a person may have deleted them.</summary>
    [Range(1, 86_400)]
    public int LookAtWebhooksSeconds { get; init; } = 600;

    /// <summary>Seconds from one audit of all connections to the next: what the doctor looks at is looked at by itself. 0 for none.</summary>
    [Range(0, 604_800)]
    public int AuditSeconds { get; init; } = 1_800;

    /// <summary>Seconds between two looks at the deals that have changed, where <c>handoff:</c> needs them: one call each.</summary>
    [Range(1, 86_400)]
    public int LookAtDealsSeconds { get; init; } = 60;

    /// <summary>Seconds that the vendor may take for a bulk import. After them its writes are looked up and go singly; newer ones of the same
    /// persons wait up to four times as long, because it may still come.</summary>
    [Range(5, 86_400)]
    public int ImportDeadlineSeconds { get; init; } = 300;

    /// <summary>Days that settled work is kept, and what was read is remembered. Must outlast every repetition of a delivery.</summary>
    [Range(1, 365)]
    public int KeepSettledDays { get; init; } = 30;
}
