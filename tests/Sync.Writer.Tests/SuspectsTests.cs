using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class SuspectsTests
{
    private static readonly VendorFault Fault = LaneSet.Fault(FailureClasses.VendorFault);

    private readonly ManualTime _time = new();
    private readonly Suspects<long> _suspects;

    public SuspectsTests() => _suspects = new Suspects<long>(_time, tries: 3);

    [Fact]
    public void While_nobody_can_be_written_no_try_is_counted()
    {
        for (var fault = 0; fault < 100; fault++)
        {
            Assert.False(_suspects.Failed("Leads", 1, Fault));
        }

        Assert.Equal([1L], _suspects.All);
        Assert.Empty(_suspects.Ready);
    }

    [Fact]
    public void Each_fault_while_others_can_be_written_is_a_try_and_the_last_one_is_its_end()
    {
        Assert.False(_suspects.Failed("Leads", 1, Fault));
        _suspects.Succeeded("Leads", [2]);
        Assert.False(_suspects.Failed("Leads", 1, Fault));
        _suspects.Succeeded("Leads", [3]);

        Assert.True(_suspects.Failed("Leads", 1, Fault));
    }

    [Fact]
    public void One_that_others_were_written_beside_rests_longer_each_time_before_it_is_tried_again()
    {
        _suspects.Failed("Leads", 1, Fault);
        _suspects.Succeeded("Leads", [2]);
        Assert.Empty(_suspects.Ready);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1L], _suspects.Ready);

        _suspects.Failed("Leads", 1, Fault);
        _suspects.Succeeded("Leads", [2]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_suspects.Ready);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1L], _suspects.Ready);
    }

    [Fact]
    public void One_that_was_written_is_no_suspect_any_more()
    {
        _suspects.Failed("Leads", 1, Fault);
        _suspects.Succeeded("Leads", [1]);

        Assert.Empty(_suspects.All);
    }

    [Theory]
    [InlineData(FailureClasses.VendorFault, true)]
    [InlineData(FailureClasses.UnknownOutcome, true)]
    [InlineData(FailureClasses.Network, false)]
    [InlineData(FailureClasses.Rate, false)]
    [InlineData(FailureClasses.Authentication, false)]
    public void Only_some_faults_may_be_a_records_doing(string failureClass, bool may)
    {
        _suspects.Failed("Leads", 1, LaneSet.Fault(failureClass));

        Assert.Equal(may, _suspects.All.Count == 1);
    }

    [Fact]
    public void One_beside_which_nothing_else_is_written_is_tried_again_all_the_same()
    {
        _suspects.Failed("Leads", 1, Fault);
        Assert.Empty(_suspects.Ready);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1L], _suspects.Ready);
    }

    [Fact]
    public void What_succeeds_in_another_module_proves_nothing_of_this_one()
    {
        for (var fault = 0; fault < 10; fault++)
        {
            Assert.False(_suspects.Failed("Leads", 1, Fault));
            _suspects.Succeeded("Contacts", [2]);
        }
    }

    [Fact]
    public void A_batch_that_wrote_nothing_proves_nothing()
    {
        for (var fault = 0; fault < 10; fault++)
        {
            Assert.False(_suspects.Failed("Leads", 1, Fault));
            _suspects.Succeeded("Leads", []);
        }
    }
}
