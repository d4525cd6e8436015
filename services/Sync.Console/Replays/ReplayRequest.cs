using Sync.Console.DeadLetters;

namespace Sync.Console.Replays;

/// <summary>What to replay, and how carefully.</summary>
public sealed record ReplayRequest : Selection
{
    public const int UsualStopAt = 50;
    public const int Fastest = 10_000;

    /// <summary>Begin with few and look at what comes of them before sending more. Without it: yes, unless single ids were given.</summary>
    public bool? Ramp { get; init; }

    /// <summary>Most sent a second; without it as fast as the stages take them.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Per cent of a step that may fail before the replay stops; 100 never stops before all have failed.</summary>
    public int? StopAt { get; init; }

    internal bool IsRamp => Ramp ?? DeadLetterIds is null;

    internal string? RefuseAll() => Refuse()
        ?? (PerSecond is < 1 or > Fastest ? $"perSecond must be between 1 and {Fastest}."
            : StopAt is < 1 or > 100 ? "stopAt must be between 1 and 100 per cent."
            : null);
}
