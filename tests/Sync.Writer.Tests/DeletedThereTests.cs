using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>A linked record that the target has no more is not made anew where the rules keep it deleted, and the others hear of its end.</summary>
public sealed class DeletedThereTests
{
    private static readonly SyncPolicy Keeping = People(keeps: true);
    private readonly FakeTarget _target = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_target_says_is_not_there_is_read_before_anything_is_made_of_it()
    {
        _target.OnRecord = _ => LaneSet.Fault(FailureClasses.NotFound);
        var progress = new Progress();

        await new Writing(_target, Keeping).Run("Leads", [Unit()], progress, Ct);

        var again = Assert.IsType<UnitResult.Again>(Assert.Single(progress.Results));
        Assert.Equal(("L1", true), (again.Unit.RecordId, again.Verify));
    }

    [Fact]
    public async Task A_record_that_is_nowhere_ends_as_deleted_and_is_told_as_gone()
    {
        var progress = new Progress();

        var toWrite = await new Finding(_target, Keeping).Run([Unit()], progress, Ct);

        Assert.Empty(toWrite);
        var settled = NotedBatch.From(progress, new WriterOptions()).Settled;
        var messages = Answers.Of(settled, Some.Moment);
        Assert.Equal(("filtered: deleted", true), Said(messages));
        Assert.Empty(messages.OfType<WritesSettled>());
        var gone = Assert.Single(messages.OfType<RecordsRead>().Single().Items);
        Assert.Equal(("sales", "Leads", "L1", false), (gone.Connection, gone.Module, gone.RecordId, gone.IsThere));
        Assert.Equal(1, ItemKey.Read(gone.Key).Parts);
    }

    [Fact]
    public async Task A_record_that_stands_elsewhere_now_is_written_there()
    {
        var converted = _target.Holds("Contacts", "ada@example.test", ("Phone", "1"));

        var toWrite = await new Finding(_target, Keeping).Run([Unit()], new Progress(), Ct);

        Assert.Equal(converted.RecordId, Assert.Single(toWrite).RecordId);
    }

    [Fact]
    public async Task Where_the_rules_do_not_keep_it_deleted_it_is_made_anew()
    {
        var toWrite = await new Finding(_target, People(keeps: false)).Run([Unit()], new Progress(), Ct);

        Assert.Null(Assert.Single(toWrite).RecordId);
    }

    private static (string, bool) Said(IReadOnlyCollection<object> messages)
    {
        var outcome = Assert.Single(messages.OfType<OutcomesReached>().Single().Items);
        return (outcome.Outcome, outcome.Final);
    }

    private static SyncPolicy People(bool keeps)
    {
        var people = PeoplePolicy.Read();
        return people.With(people.Routes[0] with { KeepsDeleted = keeps });
    }

    private static WriteUnit Unit() => Coalescing.Merge(
        [SomeWork.Pending(1, 0, ("phone", "2")) with { Email = "ada@example.test", Module = "Leads", RecordId = "L1", Verify = true }], 1)[0];
}
