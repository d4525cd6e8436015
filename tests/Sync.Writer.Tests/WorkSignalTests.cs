using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class WorkSignalTests
{
    private readonly WorkSignal _signal = new();

    [Fact]
    public async Task What_a_lane_was_woken_for_before_it_waited_is_not_lost()
    {
        _signal.Wake("sales", News.Writes);
        _signal.Wake("sales", News.Ended);

        await _signal.Wait("sales", Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        Assert.Equal(News.Writes | News.Ended, _signal.Take("sales"));
        Assert.Equal(News.None, _signal.Take("sales"));
    }

    [Fact]
    public void A_notice_of_another_instance_wakes_the_lane_that_it_names_and_no_other()
    {
        _signal.Wake(WorkSignal.Notice("sales in europe", News.Reads));

        Assert.Equal(News.Reads, _signal.Take("sales in europe"));
        Assert.Equal(News.None, _signal.Take("sales"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sales")]
    [InlineData("many sales")]
    public void A_notice_that_says_nothing_is_let_go(string notice)
    {
        _signal.Wake(notice);

        Assert.Equal(News.None, _signal.Take("sales"));
    }
}
