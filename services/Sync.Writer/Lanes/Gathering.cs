namespace Sync.Writer.Lanes;

/// <summary>Decides whether a batch goes now or gathers a little longer. Pure.</summary>
internal static class Gathering
{
    /// <summary>
    /// A full or urgent batch goes at once, and so does any batch when little comes: then waiting would only cost time.
    /// When the batch before was of some size, more is coming, and waiting saves calls. When it was full, a flood is coming, and a longer
    /// pause in it is somebody else's: one machine's other work must not turn a hundred calls into two hundred.
    /// </summary>
    /// <returns>How long to gather; zero to go now.</returns>
    public static TimeSpan For(int records, int largest, int recordsBefore, TimeSpan sinceBatchBefore, bool isUrgent, WriterOptions options)
    {
        if (records >= largest || isUrgent || recordsBefore < options.GatherFrom)
        {
            return TimeSpan.Zero;
        }

        var longest = TimeSpan.FromMilliseconds(options.GatherMilliseconds) * (recordsBefore >= largest ? 3 : 1);
        var left = longest - sinceBatchBefore;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
