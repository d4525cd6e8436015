using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class NotedBatchTests
{
    private static readonly WriterOptions Options = new() { TriesPerRecord = 3 };

    private readonly Progress _progress = new();

    [Fact]
    public void The_newest_work_is_written_and_the_others_are_merged_into_it()
    {
        var (old, newest) = (SomeWork.Pending(1, 0), SomeWork.Pending(1, 1));
        _progress.Done(SomeWork.Unit(old, newest), Outcomes.Written, "created in Leads", "Leads", "L1");

        var settled = NotedBatch.From(_progress, Options).Settled;

        Assert.Equal(
            [(old, Outcomes.Merged, $"into the write of delivery {newest.DeliveryId}"), (newest, Outcomes.Written, "created in Leads")],
            settled.Select(work => (work.Work, work.Outcome, work.Detail!)));
        Assert.All(settled, work => Assert.Equal(("Leads", "L1"), (work.Module, work.RecordId)));
    }

    [Fact]
    public void A_refused_unit_is_dead_lettered_with_class_code_and_field()
    {
        _progress.Refused(
            SomeWork.Unit(SomeWork.Pending()), new VendorFault(FailureClasses.Validation, "INVALID_DATA", "too long") { Field = "Phone" });

        var settled = Assert.Single(NotedBatch.From(_progress, Options).Settled);

        Assert.Equal(("dead-lettered: validation", "INVALID_DATA in Phone: too long"), (settled.Outcome, settled.Detail));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 400)]
    public void What_must_be_looked_at_anew_waits_a_moment_longer_each_time(int tries, int milliseconds)
    {
        _progress.LookAgain(SomeWork.Unit(SomeWork.Pending() with { Tries = tries }), Fault(FailureClasses.NotFound));

        var putBack = Assert.Single(NotedBatch.From(_progress, Options).PutBack);

        Assert.Equal((TimeSpan.FromMilliseconds(milliseconds), true, false), (putBack.Wait, putBack.CountsAsTry, putBack.Verify));
    }

    [Fact]
    public void What_went_back_and_forth_often_enough_is_dead_lettered()
    {
        _progress.LookAgain(SomeWork.Unit(SomeWork.Pending() with { Tries = 2 }), Fault(FailureClasses.Conflict));

        Assert.Equal("dead-lettered: conflict", Assert.Single(NotedBatch.From(_progress, Options).Settled).Outcome);
    }

    [Fact]
    public void A_fault_of_the_connection_costs_no_try_however_often_it_comes()
    {
        _progress.Postpone([SomeWork.Unit(SomeWork.Pending() with { Tries = 99 })], Fault(FailureClasses.Rate), verify: false);

        var putBack = Assert.Single(NotedBatch.From(_progress, Options).PutBack);

        Assert.Equal((false, false, TimeSpan.Zero), (putBack.CountsAsTry, putBack.Verify, putBack.Wait));
    }

    [Fact]
    public void An_unknown_outcome_stays_unknown_until_somebody_has_looked()
    {
        _progress.Postpone([SomeWork.Unit(SomeWork.Pending() with { Verify = true })], Fault(FailureClasses.Rate), verify: false);

        Assert.True(Assert.Single(NotedBatch.From(_progress, Options).PutBack).Verify);
    }

    [Fact]
    public void A_fault_of_ours_concerns_only_what_has_no_result_yet()
    {
        WriteUnit[] units = [SomeWork.Unit(SomeWork.Pending(1)), SomeWork.Unit(SomeWork.Pending(2))];
        _progress.Done(units[0], Outcomes.Written, null, "Leads", "L1");

        _progress.Unexplained(units, new FormatException("A bug."));

        var noted = NotedBatch.From(_progress, Options);
        Assert.Equal(units[0].Newest, Assert.Single(noted.Settled).Work);
        Assert.Equal((units[1].Newest, true, true), (noted.PutBack[0].Work, noted.PutBack[0].Verify, noted.PutBack[0].CountsAsTry));
        Assert.Equal(FailureClasses.Internal, _progress.AccountFault!.Class);
    }

    private static VendorFault Fault(string failureClass) => new(failureClass, "CODE", "The vendor's words.");
}
