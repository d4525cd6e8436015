namespace Sync.Contracts;

/// <summary>What goes first in a lane; a smaller number goes first.</summary>
public enum WritePriority
{
    /// <summary>Somebody wants no more mail: before all else.</summary>
    OptOut = -1,
    Handoff = 0,
    Live = 1,
    Replay = 2,
    Backfill = 3,
}
