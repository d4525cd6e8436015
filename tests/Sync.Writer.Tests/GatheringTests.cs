using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class GatheringTests
{
    [Theory]
    [InlineData(1, 100, 0, 0, false, 0, "little comes: at once")]
    [InlineData(5, 100, 9, 0, false, 0, "the batch before was small: at once")]
    [InlineData(5, 100, 10, 0, false, 250, "more is coming: gather")]
    [InlineData(5, 100, 10, 100, false, 150, "gathered for a while: the rest")]
    [InlineData(5, 100, 10, 250, false, 0, "gathered long enough: go")]
    [InlineData(5, 100, 10, 9_000, false, 0, "long ago: go")]
    [InlineData(5, 100, 99, 100, false, 150, "the batch before was nearly full: gather as after any")]
    [InlineData(5, 100, 100, 100, false, 650, "the batch before was full: gather longer")]
    [InlineData(5, 100, 100, 750, false, 0, "gathered long enough after a full one: go")]
    [InlineData(100, 100, 100, 0, false, 0, "full: go")]
    [InlineData(150, 100, 100, 0, false, 0, "more than full: go")]
    [InlineData(5, 100, 100, 0, true, 0, "urgent: go")]
    public void A_batch_gathers_only_when_that_saves_calls(
        int records, int largest, int before, int sinceMilliseconds, bool isUrgent, int expectedMilliseconds, string why)
    {
        var wait = Gathering.For(records, largest, before, TimeSpan.FromMilliseconds(sinceMilliseconds), isUrgent, new WriterOptions());

        Assert.True(TimeSpan.FromMilliseconds(expectedMilliseconds) == wait, why);
    }

    [Fact]
    public void Gathering_can_be_switched_off() =>
        Assert.Equal(TimeSpan.Zero, Gathering.For(5, 100, 100, TimeSpan.Zero, false, new WriterOptions { GatherMilliseconds = 0 }));
}
