using Sync.Contracts;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class TurnsTests
{
    [Fact]
    public void Where_nothing_is_to_be_written_reads_are_next() => Assert.True(new Turns().AreReadsNext(null));

    [Theory]
    [InlineData(WritePriority.Handoff, "wwwrwwwrwwwr")]
    [InlineData(WritePriority.Live, "wwwrwwwrwwwr")]
    [InlineData(WritePriority.Replay, "rrrwrrrwrrrw")]
    [InlineData(WritePriority.Backfill, "rrrwrrrwrrrw")]
    public void Whoever_stands_behind_has_one_batch_in_four(WritePriority writes, string order)
    {
        var turns = new Turns();

        Assert.Equal(order, string.Concat(Enumerable.Range(0, 12).Select(_ => Next(turns, writes))));
    }

    [Theory]
    [InlineData(WritePriority.Live, "owowowor")]
    [InlineData(WritePriority.Replay, "orororow")]
    public void Operations_that_nobody_waits_for_have_every_second_batch(WritePriority writes, string order)
    {
        var turns = new Turns();

        Assert.Equal(order, string.Concat(Enumerable.Range(0, 8).Select(_ => NextOfAll(turns, writes))));
    }

    private static char NextOfAll(Turns turns, WritePriority writes)
    {
        if (!turns.AreOperationsNext)
        {
            return Next(turns, writes);
        }

        turns.Operated();
        return 'o';
    }

    private static char Next(Turns turns, WritePriority writes)
    {
        if (turns.AreReadsNext(writes))
        {
            turns.Read();
            return 'r';
        }

        turns.Wrote();
        return 'w';
    }
}
