using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>What has a guaranteed share of a lane's batches although more urgent work waits without end: of eight batches one begins with
/// replays and one with backfills. Opt-outs and handoffs go before all of it.</summary>
internal sealed class Shares
{
    private const int Round = 8;

    private int _batches;

    /// <summary>What the next batch begins with; null for whatever is first by its priority.</summary>
    /// <param name="first">Priority of what is due first.</param>
    public WritePriority? Favoured(WritePriority first) => (first, _batches % Round) switch
    {
        (<= WritePriority.Handoff, _) => null,
        (< WritePriority.Replay, Round / 2) => WritePriority.Replay,
        (< WritePriority.Backfill, Round - 1) => WritePriority.Backfill,
        _ => null,
    };

    public void Wrote() => _batches++;
}
