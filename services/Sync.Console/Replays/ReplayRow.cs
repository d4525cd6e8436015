namespace Sync.Console.Replays;

/// <summary>A replay as it stands in its table.</summary>
internal sealed record ReplayRow
{
    public required int Id { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>stopped</c> by its rule, or <c>cancelled</c> by a person.</summary>
    public required string State { get; init; }

    /// <summary>What was asked to be replayed, in words.</summary>
    public required string What { get; init; }

    public required string AskedBy { get; init; }

    public bool Ramp { get; init; }

    public int? PerSecond { get; init; }

    public int StopAt { get; init; }

    public long Total { get; init; }

    public long Sent { get; init; }

    public long Done { get; init; }

    public long Failed { get; init; }

    public int Step { get; init; }

    public long StepSize { get; init; }

    public long StepSent { get; init; }

    public long StepDone { get; init; }

    public long StepFailed { get; init; }

    public DateTime? SentAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public string? Note { get; init; }

    public long Ended => Done + Failed;

    public long StepEnded => StepDone + StepFailed;
}

/// <summary>How far a replay is.</summary>
/// <param name="State"><c>running</c>, <c>done</c>, <c>stopped</c> by its rule, or <c>cancelled</c> by a person.</param>
/// <param name="Total">Dead letters that it is about.</param>
/// <param name="Done">Those that went through.</param>
/// <param name="Failed">Those that failed again; each is a dead letter anew.</param>
/// <param name="Sent">Those sent so far. What a replay that has ended did not send is open as before.</param>
/// <param name="Step">Number of the step: with a ramp, each sends more than the one before.</param>
/// <param name="StopAt">Per cent of a step that may fail.</param>
/// <param name="Note">Why it stopped, or what was left out.</param>
public sealed record ReplayProgress(
    int Id, string State, long Total, long Done, long Failed, DateTime CreatedAt, long Sent, string What, string AskedBy, bool Ramp, int Step,
    int? PerSecond, int StopAt, DateTime? EndedAt, string? Note)
{
    internal static ReplayProgress Of(ReplayRow row) => new(
        row.Id, row.State, row.Total, row.Done, row.Failed, row.CreatedAt, row.Sent, row.What, row.AskedBy, row.Ramp, row.Step, row.PerSecond,
        row.StopAt, row.EndedAt, row.Note);
}
