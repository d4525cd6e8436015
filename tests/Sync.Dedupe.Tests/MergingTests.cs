using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

public sealed class MergingTests(DedupeHost host) : IClassFixture<DedupeHost>
{
    private readonly string _record = $"{Some.Number()}";

    private readonly string _email = Some.Email();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_changes_of_one_person_in_one_envelope_end_with_the_newer_value()
    {
        var answer = await host.Handle(At(10, ("phone", "2")), At(5, ("phone", "1"), ("first_name", "Ada")));

        Assert.Equal(["2", "2"], answer.Writes.Select(write => write.Fields["phone"]));
        Assert.Equal("Ada", answer.Writes[^1].Fields["first_name"]);
        Assert.Single(answer.Writes.Select(write => write.PersonId).Distinct());
    }

    [Fact]
    public async Task A_change_older_than_what_the_target_has_is_stale()
    {
        await Settle(await host.Handle(At(10, ("phone", "2"))));

        var old = await host.Handle(At(5, ("phone", "1")));

        Assert.Empty(old.Writes);
        Assert.Equal((Outcomes.Stale, true), (old.Outcomes.Single().Outcome, old.Outcomes.Single().Final));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_unchanged()
    {
        await Settle(await host.Handle(At(0, ("phone", "1"))));

        var same = await host.Handle(At(9, ("phone", "1")));

        Assert.Empty(same.Writes);
        Assert.Equal((Outcomes.Unchanged, true), (same.Outcomes.Single().Outcome, same.Outcomes.Single().Final));
    }

    [Fact]
    public async Task After_a_write_only_the_changed_field_is_asked_for_at_the_record_that_was_learnt()
    {
        await Settle(await host.Handle(At(0, ("phone", "1"), ("first_name", "Ada"))));

        var later = Assert.Single((await host.Handle(At(9, ("phone", "2"), ("first_name", "Ada")))).Writes);

        Assert.Equal([KeyValuePair.Create("phone", (string?)"2")], later.Fields);
        Assert.Equal(("Leads", "L1" + _record), (later.Module, later.RecordId));
        Assert.Equal(
            [("email", _email), ("first_name", "Ada"), ("phone", "2")],
            later.Whole!.OrderBy(field => field.Key).Select(field => (field.Key, field.Value!)));
    }

    [Fact]
    public async Task A_record_that_was_converted_is_written_where_it_is_now()
    {
        var first = await host.Handle(At(0, ("phone", "1")));
        await Settle(first);
        await host.Learn.Consume([first.Writes.Single().Settled("Contacts", "C1" + _record)], Ct);

        var later = Assert.Single((await host.Handle(At(9, ("phone", "2")))).Writes);

        Assert.Equal(("Contacts", "C1" + _record), (later.Module, later.RecordId));
    }

    [Fact]
    public async Task What_the_target_is_not_known_to_have_is_asked_for_again_by_the_next_change()
    {
        await host.Handle(At(0, ("phone", "1")));

        var later = await host.Handle(At(9, ("first_name", "Ada")));

        Assert.Equal(["email", "first_name", "phone"], Assert.Single(later.Writes).Fields.Keys.Order());
    }

    [Fact]
    public async Task A_write_that_is_learnt_late_does_not_hide_a_newer_value()
    {
        var old = await host.Handle(At(0, ("phone", "1")));
        var newer = await host.Handle(At(9, ("phone", "2")));
        await host.Learn.Consume([newer.Writes.Single().Settled("Leads", "L1" + _record)], Ct);
        await host.Learn.Consume([old.Writes.Single().Settled("Leads", "L1" + _record)], Ct);

        Assert.Empty((await host.Handle(At(12, ("phone", "2")))).Writes);
    }

    [Fact]
    public async Task A_write_of_nobody_we_know_is_learnt_without_harm()
    {
        var stranger = (await host.Handle(At(0))).Writes.Single() with { PersonId = 999_999_999 };

        await host.Learn.Consume([stranger.Settled("Leads", "L" + Some.Number())], Ct);
    }

    [Fact]
    public async Task A_request_carries_all_that_the_writer_needs()
    {
        var change = At(3, ("first_name", "Ada"), ("last_name", null)) with
        {
            Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        var write = Assert.Single((await host.Handle(change)).Writes);

        Assert.Equal(
            ($"{change.Key}>sales", change.DeliveryId, "sales", "people>sales"), (write.Key, write.DeliveryId, write.Target, write.Route));
        Assert.Equal((change.ChangedAt, change.ReceivedAt, change.Trace, WritePriority.Live),
            (write.ChangedAt, write.ReceivedAt, write.Trace, write.Priority));
        Assert.Equal((_email, (string?)null, null), (write.Email, write.Module, write.RecordId));
        // What is empty at the source and unknown at the target is nothing to write.
        Assert.Equal(["email", "first_name"], write.Fields.Keys.Order());
        Assert.Null(write.Whole);
    }

    [Fact]
    public async Task A_replay_goes_behind_the_living()
    {
        var answer = await host.Handle(At(0) with { Replay = 4 });

        Assert.Equal(WritePriority.Replay, answer.Writes.Single().Priority);
    }

    [Fact]
    public async Task A_source_that_no_route_starts_from_changes_the_person_and_asks_for_nothing()
    {
        var answer = await host.Handle(At(0, ("phone", "1")) with { Source = "sales" });

        Assert.Empty(answer.Writes);
        Assert.True(answer.Outcomes.Single().Final);
    }

    private PersonChange At(int seconds, params (string, string?)[] fields) => Change.Of(_record, _email, seconds, fields);

    private Task Settle(Answer answer) =>
        host.Learn.Consume([.. answer.Writes.Select(write => write.Settled("Leads", "L1" + _record))], Ct);
}
