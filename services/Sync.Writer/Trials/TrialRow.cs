namespace Sync.Writer.Trials;

/// <summary>One trial as it stands in the table.</summary>
internal sealed record TrialRow
{
    public required Guid Id { get; init; }

    public required Guid CheckupId { get; init; }

    /// <summary>One direction, e.g. <c>people&gt;sales</c>.</summary>
    public required string Route { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>All routes that the checkup tries.</summary>
    public required string[] Routes { get; init; }

    /// <summary>Of the made-up person.</summary>
    public required string Email { get; init; }

    public required string Step { get; init; }

    /// <summary>Since when it is at this step.</summary>
    public required DateTime StepAt { get; init; }

    /// <summary>Newest write of all before the trial: its own come after.</summary>
    public required long LastWork { get; init; }

    public string? SourceModule { get; init; }

    public string? SourceId { get; init; }

    public DateTime? MadeAt { get; init; }

    /// <summary>When the delivery that told of the person came in.</summary>
    public DateTime? ReceivedAt { get; init; }

    public DateTime? WrittenAt { get; init; }

    public string? TargetModule { get; init; }

    public string? TargetId { get; init; }

    /// <summary>The target was asked for the person and has it; null while it was not asked.</summary>
    public bool? IsFound { get; init; }

    public string? Problem { get; init; }

    public string? Cure { get; init; }

    /// <summary>What could not be deleted.</summary>
    public string? LeftBehind { get; init; }
}

/// <summary>The steps of a trial, in order. Whatever fails, the last two are done.</summary>
internal static class TrialSteps
{
    public const string Create = "create";
    public const string Follow = "follow";
    public const string ClearTarget = "clear-target";
    public const string ClearSource = "clear-source";
    public const string Over = "over";
}

/// <summary>What became of the write of a made-up person.</summary>
internal sealed record TrialWrite(DateTime ReceivedAt, DateTime? SettledAt, string? Outcome, string? Detail, string? Module, string? RecordId);
