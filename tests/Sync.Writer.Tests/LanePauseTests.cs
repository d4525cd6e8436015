using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class LanePauseTests
{
    private readonly ManualTime _time = new();

    private readonly LanePause _pause;

    public LanePauseTests() => _pause = new LanePause(_time, TimeSpan.FromSeconds(30));

    [Fact]
    public void A_lane_in_order_waits_for_nothing() =>
        Assert.Equal((false, TimeSpan.Zero, "running"), (_pause.IsProbing, _pause.Remaining, _pause.Describe()));

    [Theory]
    [InlineData(FailureClasses.VendorFault, new[] { 0.5, 1, 2, 4, 8, 16, 30, 30 })]
    [InlineData(FailureClasses.Network, new[] { 0.5, 1, 2, 4, 8, 16, 30, 30 })]
    [InlineData(FailureClasses.Authentication, new[] { 10.0, 20, 30, 30 })]
    [InlineData(FailureClasses.Quota, new[] { 10.0, 20, 30, 30 })]
    public void Each_fault_in_a_row_doubles_the_pause_up_to_the_longest(string failureClass, double[] seconds)
    {
        foreach (var expected in seconds)
        {
            _pause.Failed(Fault(failureClass));
            Assert.Equal(expected, _pause.Remaining.TotalSeconds);
            _time.Advance(_pause.Remaining);
        }
    }

    [Fact]
    public void What_the_vendor_asks_for_is_kept_even_beyond_the_longest()
    {
        _pause.Failed(Fault(FailureClasses.Rate) with { RetryAfter = TimeSpan.FromMinutes(5) });
        _pause.Failed(Fault(FailureClasses.VendorFault));

        Assert.Equal(TimeSpan.FromMinutes(5), _pause.Remaining);
    }

    [Fact]
    public void After_the_pause_the_lane_probes_until_the_first_success()
    {
        _pause.Failed(Fault(FailureClasses.Authentication));
        Assert.Equal("waiting: needs-reauth (CODE)", _pause.Describe());
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((true, TimeSpan.Zero), (_pause.IsProbing, _pause.Remaining));

        _pause.Succeeded(_pause.Generation);
        Assert.Equal((false, "running"), (_pause.IsProbing, _pause.Describe()));
    }

    [Fact]
    public void After_the_first_success_batches_grow_step_by_step_and_a_fault_begins_anew()
    {
        Assert.Equal(100, _pause.Most(100));

        _pause.Failed(Fault(FailureClasses.VendorFault));
        Assert.Equal([1, 5, 20, 100], Enumerable.Range(0, 4).Select(_ => Step()));

        _pause.Failed(Fault(FailureClasses.VendorFault));
        Assert.Equal((1, 3), (_pause.Most(100), Math.Min(_pause.Most(3) + 2, 3)));

        int Step()
        {
            var most = _pause.Most(100);
            _pause.Succeeded(_pause.Generation);
            return most;
        }
    }

    [Fact]
    public void A_vendor_that_has_been_back_for_a_while_is_not_spared_any_more()
    {
        _pause.Failed(Fault(FailureClasses.VendorFault));
        _pause.Succeeded(_pause.Generation);
        Assert.Equal(5, _pause.Most(100));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(100, _pause.Most(100));
    }

    [Fact]
    public void A_call_that_had_begun_before_the_fault_says_nothing_about_what_is_so_after_it()
    {
        var begun = _pause.Generation;
        _pause.Failed(Fault(FailureClasses.Rate) with { RetryAfter = TimeSpan.FromMinutes(5) });

        _pause.Succeeded(begun);

        Assert.Equal((true, TimeSpan.FromMinutes(5)), (_pause.IsProbing, _pause.Remaining));
    }

    private static VendorFault Fault(string failureClass) => new(failureClass, "CODE", "The vendor's words.");
}
