using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Two systems change one field before either has heard of the other: it is told, and a person can decide otherwise.</summary>
public sealed class ConflictTests(TwoWayHost dedupe) : IClassFixture<TwoWayHost>
{
    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly string _lead = $"{Some.Number()}";
    private WriteRequest? _onItsWay;

    [Fact]
    public async Task A_conflict_is_told_with_both_values_and_what_ends_it_is_told_too()
    {
        var lost = await Conflict();
        var note = Assert.Single(lost.Conflicts);
        Assert.Equal((_email, "phone", true), (note.Email, note.Field, note.IsOpen));
        Assert.Equal(("S", "sales", "M", "marketing"), (note.Winner.Value, note.Winner.By, note.Loser.Value, note.Loser.By));
        Assert.Equal(Some.Moment.AddSeconds(21), note.Loser.At);

        await Learn(_onItsWay!.Settled("contacts", _contact) with { KnownAt = Some.Moment.AddSeconds(30) });
        var edited = Assert.Single((await dedupe.Handle(FromMarketing(90, ("phone", "N")))).Conflicts);

        Assert.False(edited.IsOpen);
        Assert.True(edited.Version > note.Version);
    }

    [Fact]
    public async Task The_winners_next_value_is_told_as_what_holds_and_comes_back_when_it_is_turned_back()
    {
        await Conflict();

        var note = Assert.Single((await dedupe.Handle(FromSales(60, ("phone", "T")))).Conflicts);

        Assert.Equal(("T", "M", true), (note.Winner.Value, note.Loser.Value, note.IsOpen));
        var there = await Flip(Decision(note));
        Assert.Equal(("M", "T"), (there.Conflicts.Single().Winner.Value, there.Conflicts.Single().Loser.Value));
        await Learn(there.Writes.Single(write => write.Target == "sales").Settled("Leads", _lead));
        var back = await Flip(Decision(there.Conflicts.Single()));
        Assert.Equal("T", back.Writes.Single(write => write.Target == "sales").Fields["phone"]);
    }

    [Fact]
    public async Task Nothing_is_told_where_nothing_changed()
    {
        await Conflict();

        Assert.Empty((await dedupe.Handle(FromSales(61, ("first_name", "Grace")))).Conflicts);
    }

    [Fact]
    public async Task Turned_round_the_other_value_is_written_and_it_can_be_turned_back()
    {
        var lost = await Conflict();
        var there = await Flip(Decision(lost.Conflicts.Single()));

        var write = Assert.Single(there.Writes);
        Assert.Equal(("sales", _lead, "M"), (write.Target, write.RecordId, write.Fields["phone"]));
        var note = there.Conflicts.Single();
        Assert.Equal(("M", "S", true), (note.Winner.Value, note.Loser.Value, note.IsOpen));
        var told = there.Outcomes.Single();
        Assert.Equal((Outcomes.Flipped, false, "phone of marketing holds now, decided by ada; to sales"), (told.Outcome, told.Final, told.Detail));

        await Learn(write.Settled("Leads", _lead));
        var back = await Flip(Decision(note));

        Assert.Equal("S", Assert.Single(back.Writes, request => request.Target == "sales").Fields["phone"]);
    }

    [Fact]
    public async Task A_write_of_the_former_value_that_was_on_its_way_is_made_good()
    {
        var lost = await Conflict();
        await Flip(Decision(lost.Conflicts.Single()));

        var after = await dedupe.After(() => Learn(_onItsWay!.Settled("contacts", _contact) with { KnownAt = DateTimeOffset.UtcNow }));

        Assert.Equal(("marketing", "M"), (after.Writes.Single().Target, after.Writes.Single().Fields["phone"]));
    }

    [Fact]
    public async Task A_decision_that_comes_twice_is_carried_out_once()
    {
        var decision = Decision((await Conflict()).Conflicts.Single());
        await Flip(decision);

        var again = await Flip(decision, decision);

        Assert.Empty(again.Writes);
        Assert.Empty(again.Conflicts);
        Assert.Empty(again.Outcomes);
    }

    [Fact]
    public async Task A_decision_about_what_has_changed_since_is_refused_and_the_answer_says_how_it_stands()
    {
        var seen = (await Conflict()).Conflicts.Single();
        await dedupe.Handle(FromSales(60, ("phone", "T")));

        var refused = await Flip(Decision(seen));

        Assert.Empty(refused.Writes);
        var note = Assert.Single(refused.Conflicts);
        Assert.Equal((true, true, "T"), (note.IsRefused, note.IsOpen, note.Winner.Value));
    }

    /// <summary>Marketing's value lost against that of sales.</summary>
    private async Task<Answer> Conflict()
    {
        var first = await dedupe.Handle(FromMarketing(0, ("first_name", "Ada"), ("phone", "1")));
        await Learn(first.Writes.Single().Settled("Leads", _lead) with { ChangedAt = Some.Moment.AddSeconds(2) });
        _onItsWay = (await dedupe.Handle(FromSales(20, ("phone", "S")))).Writes.Single();
        return await dedupe.Handle(FromMarketing(21, ("phone", "M")));
    }

    private Task<Answer> Flip(params FlipConflict[] decisions) =>
        dedupe.After(() => dedupe.Flips.Consume(decisions, TestContext.Current.CancellationToken));

    private Task Learn(SettledWrite settled) => dedupe.Learn.Consume([settled], TestContext.Current.CancellationToken);

    private static FlipConflict Decision(ConflictNoted seen) => new()
    {
        Id = Guid.NewGuid(), PersonId = seen.PersonId, Field = seen.Field, Winner = seen.Winner, Loser = seen.Loser, By = "ada",
        At = DateTimeOffset.UtcNow,
    };

    private PersonChange FromMarketing(int at, params (string, string?)[] fields) => Change.Of(_contact, _email, at, fields);

    private PersonChange FromSales(int at, params (string, string?)[] fields) =>
        Change.Of(_lead, _email, at, fields) with { Source = "sales", Module = "Leads", Kind = "Leads.edit" };
}
