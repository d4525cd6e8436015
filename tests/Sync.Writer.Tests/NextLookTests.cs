using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class NextLookTests
{
    private readonly ManualTime _time = new();
    private readonly NextLook _look;

    public NextLookTests() => _look = new NextLook(_time, TimeSpan.FromSeconds(1), News.Reads);

    [Fact]
    public void A_lane_that_has_just_begun_looks() => Assert.True(_look.IsDue);

    [Fact]
    public void What_has_all_been_taken_is_looked_for_again_after_a_while_or_when_told()
    {
        _look.Later();
        Assert.False(_look.IsDue);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_look.IsDue);

        _look.Later();
        _look.Now();
        Assert.True(_look.IsDue);
    }

    [Theory]
    [InlineData(0.2, 200)]
    [InlineData(-0.1, 0)]
    [InlineData(30.0, 1_000)]
    [InlineData(null, 1_000)]
    public void What_comes_due_is_looked_for_then_but_never_later_than_the_limit(double? seconds, int milliseconds)
    {
        _look.NothingBefore(seconds);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _look.Remaining);
        Assert.Equal(seconds is null, _look.NothingWaits);
    }

    [Theory]
    [InlineData((int)News.Reads, false, true)]
    [InlineData((int)News.Writes, false, false)]
    [InlineData((int)News.Ended, false, false)]
    [InlineData((int)News.Ended, true, true)]
    public void Only_what_is_its_own_makes_it_look_and_the_end_of_a_call_where_something_was_held_back(int news, bool hasHeldBack, bool looks)
    {
        _look.Later();
        _look.HasHeldBack = hasHeldBack;

        _look.Hear((News)news);

        Assert.Equal(looks, _look.IsDue);
    }

    [Fact]
    public void Nothing_waits_until_something_is_told()
    {
        _look.NothingBefore(null);
        _look.Now();

        Assert.False(_look.NothingWaits);
    }
}
