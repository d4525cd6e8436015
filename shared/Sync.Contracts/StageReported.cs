namespace Sync.Contracts;

/// <summary>Numbers that an instance of a service reports every few seconds, for the console's overview.</summary>
public sealed record StageReported
{
    public required string Service { get; init; }

    /// <summary>Which instance; a later report of the same instance replaces the earlier one.</summary>
    public required string Instance { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the number to the number, e.g. <c>inFlight</c> or <c>lane.sales.pending</c>.</summary>
    public required IReadOnlyDictionary<string, double> Numbers { get; init; }

    /// <summary>Name of a state to the state in words, e.g. <c>lane.sales</c> to <c>paused: authentication</c>.</summary>
    public required IReadOnlyDictionary<string, string> States { get; init; }
}
