using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class AnswersTests
{
    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(3);

    [Fact]
    public void Settled_work_is_told_and_learnt_and_a_dead_letter_goes_its_own_way()
    {
        var (written, failed) = (SomeWork.Pending(1, 0, ("phone", "1")), SomeWork.Pending(2));

        var messages = Answers.Of(
        [
            new SettledWork(written, Outcomes.Written, "created", "Leads", "L1"),
            new SettledWork(failed, "dead-lettered: validation", "no", null, null),
        ], Now);

        var outcome = Assert.Single(messages.OfType<OutcomesReached>().Single().Items);
        Assert.Equal((written.Key, Outcomes.Written, true, "L1"), (outcome.Key, outcome.Outcome, outcome.Final, outcome.RecordId));
        var learnt = Assert.Single(messages.OfType<WritesSettled>().Single().Items);
        Assert.Equal((written.Key, "1", "L1", written.ChangedAt), (learnt.Key, learnt.Fields["phone"], learnt.RecordId, learnt.ChangedAt));
        var letter = Assert.Single(messages.OfType<DeadLettered>());
        Assert.Equal((failed.Key, "validation", "no", "sales"), (letter.Key, letter.Class, letter.Reason, letter.Connection));
    }

    [Fact]
    public void Nothing_is_learnt_of_a_record_that_nobody_knows()
    {
        var messages = Answers.Of([new SettledWork(SomeWork.Pending(), Outcomes.Unchanged, null, null, null)], Now);

        Assert.IsType<OutcomesReached>(Assert.Single(messages));
    }

    [Fact]
    public void Merged_work_teaches_nothing_because_what_it_was_merged_into_tells_all_that_is_there()
    {
        var messages = Answers.Of([new SettledWork(SomeWork.Pending(1, 0, ("phone", "1")), Outcomes.Merged, null, "Leads", "L1")], Now);

        Assert.Equal(Outcomes.Merged, Assert.IsType<OutcomesReached>(Assert.Single(messages)).Items.Single().Outcome);
    }

    [Fact]
    public void Only_dead_letters_make_no_empty_envelopes() => Assert.IsType<DeadLettered>(
        Assert.Single(Answers.Of([new SettledWork(SomeWork.Pending(), "dead-lettered: missing-field", null, null, null)], Now)));
}
