using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>Whose turn it is in a lane: live writes go before reads, and reads before replays and backfills. Whoever stands behind has
/// one batch in four all the same. Operations that nobody waits for take turns with all of these.</summary>
internal sealed class Turns
{
    private const int Most = 3;

    private int _writes;
    private int _reads;
    private bool _operated;

    /// <summary>True if reads have the next batch, should any be due.</summary>
    /// <param name="firstWrite">Priority of the write that is due first; null if none is.</param>
    public bool AreReadsNext(WritePriority? firstWrite) => firstWrite switch
    {
        null => true,
        WritePriority.Handoff or WritePriority.Live => _writes >= Most,
        _ => _reads < Most,
    };

    /// <summary>True if operations that nobody waits for have the next batch, should any be due.</summary>
    public bool AreOperationsNext => !_operated;

    public void Operated() => _operated = true;

    public void Wrote() => (_writes, _reads, _operated) = (_writes + 1, 0, false);

    /// <summary>Reads had their turn, or none was due.</summary>
    public void Read() => (_writes, _reads, _operated) = (0, _reads + 1, false);
}
