using Sync.Contracts;
using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

public sealed class TwoWayMergeTests
{
    private const string Marketing = Pair.Marketing;
    private const string Sales = Pair.Sales;

    private static readonly Pair SalesOwns = new();
    private static readonly Pair MarketingOwns = new(Owner: Marketing);

    [Theory]
    [InlineData(Sales, "S")]
    [InlineData(Marketing, "M")]
    public void Of_two_changes_that_did_not_know_of_each_other_the_owners_holds_and_the_other_is_kept(string owner, string expected)
    {
        var pair = new Pair(Owner: owner);
        var salesLater = pair.Say(pair.Say(Marketing, 10, "M"), Sales, 11, "S").State;
        var salesFirst = pair.Say(pair.Say(Sales, 11, "S"), Marketing, 10, "M").State;

        Assert.Equal(expected, salesLater.Agreed()[Pair.Field]);
        Assert.Equal(TwoWayPropertyTests.Sorted(salesLater).ToJson(), TwoWayPropertyTests.Sorted(salesFirst).ToJson());
        var conflict = salesLater.Fields[Pair.Field].Conflict!;
        Assert.Equal((owner, expected), (conflict.Winner.By, conflict.Winner.Value));
        Assert.Equal(
            owner == Sales ? new Claim("M", Marketing, Pair.At(10)) : new Claim("S", Sales, Pair.At(11)), conflict.Loser);
        Assert.True(pair.Lacks(salesLater, Pair.Other(owner)));
        Assert.False(pair.Lacks(salesLater, owner));
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(20, 10)]
    public void What_may_not_leave_one_side_is_not_emptied_by_the_other_that_never_had_it(double sales, double marketing)
    {
        var pair = new Pair(ToMarketing: Direction.None);
        var salesFirst = pair.Say(pair.Say(Sales, sales, "S"), Marketing, marketing, null).State;
        var marketingFirst = pair.Say(pair.Say(Marketing, marketing, null), Sales, sales, "S").State;

        Assert.False(pair.Lacks(salesFirst, Sales));
        Assert.True(sales < marketing || !pair.Lacks(marketingFirst, Sales));
        Assert.True(pair.Lacks(pair.Say(salesFirst, Marketing, 30, "M").State, Sales), "a value of its own goes there");
    }

    [Fact]
    public void A_change_of_a_value_that_was_written_there_is_no_conflict_whoever_owns_the_field()
    {
        var written = Pair.Write(SalesOwns.Say(Sales, 10, "A"), Marketing, 12, "A");
        var result = SalesOwns.Say(written, Marketing, 20, "B");

        Assert.Equal(FieldVerdict.Accepted, result.Verdicts[Pair.Field]);
        Assert.Null(result.State.Fields[Pair.Field].Conflict);
        Assert.True(SalesOwns.Lacks(result.State, Sales));
    }

    [Fact]
    public void A_change_made_just_before_our_write_came_over_it_is_a_conflict_and_not_lost()
    {
        var written = Pair.Write(SalesOwns.Say(Marketing, 10, "A"), Sales, 12, "A");
        var result = SalesOwns.Say(written, Sales, 10.5, "B");

        Assert.Equal(FieldVerdict.Won, result.Verdicts[Pair.Field]);
        Assert.True(SalesOwns.Lacks(result.State, Sales), "our write has replaced the owner's value there");
        Assert.True(SalesOwns.Lacks(result.State, Marketing));
    }

    [Fact]
    public void The_echo_of_an_earlier_write_that_comes_late_is_no_change()
    {
        var state = Pair.Write(SalesOwns.Say(Marketing, 1, "A"), Sales, 3, "A");
        state = Pair.Write(SalesOwns.Say(state, Marketing, 2, "B").State, Sales, 4, "B");

        var late = SalesOwns.Say(state, Sales, 3, "A");

        Assert.Equal((FieldVerdict.Echo, "B"), (late.Verdicts[Pair.Field], late.State.Agreed()[Pair.Field]));
        Assert.Equal(FieldVerdict.Echo, SalesOwns.Say(late.State, Sales, 4, "B").Verdicts[Pair.Field]);
        Assert.Equal("A", SalesOwns.Say(late.State, Sales, 60, "A").State.Agreed()[Pair.Field]);
    }

    [Fact]
    public void What_a_record_said_besides_before_our_write_and_arrives_after_it_changes_nothing()
    {
        var state = SalesOwns.Say(Marketing, 1, "A");
        state = Pair.Write(SalesOwns.Say(Pair.Write(state, Sales, 2, "A"), Sales, 7, "C").State, Marketing, 9, "C");

        // Another field was changed at 8.5, and the event carries the whole contact.
        var result = MarketingOwns.Say(state, Marketing, 8, "A");

        Assert.Equal(FieldVerdict.Same, result.Verdicts[Pair.Field]);
        Assert.Equal("C", result.State.Agreed()[Pair.Field]);
        Assert.False(MarketingOwns.Lacks(result.State, Marketing));
    }

    [Fact]
    public void An_echo_is_known_however_the_vendor_writes_it()
    {
        static bool Digits(FieldType type, string? one, string? other) => Only(one) == Only(other);
        static string Only(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));
        var state = Pair.Write(SalesOwns.Say(Marketing, 1, "+46 70 123"), Sales, 3, "+46 70 123");

        var result = Merge.Apply(state, Sales, Pair.At(9), new Dictionary<string, string?> { [Pair.Field] = "+4670123" }, 0,
            SalesOwns.Rules(), Digits);

        Assert.Equal(FieldVerdict.Echo, result.Verdicts[Pair.Field]);
        Assert.Empty(RouteDeciding.Decide(SalesOwns.Route(Marketing), result.State, true, Pair.At(10), Digits).Write);
    }

    [Theory]
    [InlineData(Sales)]
    [InlineData(Marketing)]
    public void What_was_read_after_a_write_and_before_the_next_is_no_edit_whoever_owns_the_field(string owner)
    {
        var pair = new Pair(Owner: owner);
        var state = Asked(pair, Asked(pair, PersonState.Empty, 1, "A"), 2, "B");

        var late = pair.Say(state, Sales, 9, "A", 3, Seen("A", 5));

        Assert.Equal((FieldVerdict.Echo, "B"), (late.Verdicts[Pair.Field], late.State.Agreed()[Pair.Field]));
        Assert.Null(late.State.Fields[Pair.Field].Conflict);
        Assert.Equal(late.State.ToJson(), Pair.Write(late.State, Sales, 5, "A").ToJson());
    }

    [Fact]
    public void What_somebody_typed_over_our_write_before_the_next_came_is_a_conflict_that_the_owner_wins()
    {
        var state = Asked(SalesOwns, Asked(SalesOwns, PersonState.Empty, 1, "A"), 2, "B");
        var typed = SalesOwns.Say(state, Sales, 9, "C", 3, Seen("A", 5));

        Assert.Equal((FieldVerdict.Won, "C"), (typed.Verdicts[Pair.Field], typed.State.Agreed()[Pair.Field]));
        var overwritten = Pair.Write(typed.State, Sales, 10, "B");
        Assert.True(SalesOwns.Lacks(overwritten, Sales));

        var back = MarketingOwns.Say(Asked(MarketingOwns, Asked(MarketingOwns, PersonState.Empty, 1, "A"), 2, "B"), Sales, 9, "C", 3, Seen("A", 5));
        Assert.Equal((FieldVerdict.Lost, "B"), (back.Verdicts[Pair.Field], back.State.Agreed()[Pair.Field]));
    }

    [Fact]
    public void Who_takes_back_what_he_typed_over_our_write_edits_it_again()
    {
        var state = Asked(MarketingOwns, PersonState.Empty, 1, "A");
        var typed = MarketingOwns.Say(state, Sales, 9, "C", 3, Seen("A", 5)).State;
        var back = MarketingOwns.Say(typed, Sales, 12, "A", 4, Seen("A", 5));

        Assert.Equal((FieldVerdict.Accepted, "A"), (back.Verdicts[Pair.Field], back.State.Agreed()[Pair.Field]));
    }

    [Fact]
    public void An_echo_of_the_write_before_is_told_from_a_person_by_the_source()
    {
        var state = Asked(SalesOwns, Asked(SalesOwns, PersonState.Empty, 1, "A"), 2, "B");

        Assert.Equal(FieldVerdict.Echo, SalesOwns.Say(state, Sales, 4, "A", 3, new Hearing(null, true)).Verdicts[Pair.Field]);
        Assert.Equal(FieldVerdict.Won, SalesOwns.Say(state, Sales, 4, "A", 3, new Hearing(null, false)).Verdicts[Pair.Field]);
    }

    [Fact]
    public void An_opt_out_holds_whoever_says_it_and_a_no_takes_nothing_back()
    {
        var pair = new Pair(Type: FieldType.OptOut);
        var state = pair.Say(pair.Say(Marketing, 1, "true"), Sales, 9, "false");

        Assert.Equal((FieldVerdict.Same, "true"), (state.Verdicts[Pair.Field], state.State.Agreed()[Pair.Field]));
        Assert.True(pair.Lacks(state.State, Sales), "a later no does not keep it away");
        Assert.Empty(pair.Say(PersonState.Empty, Sales, 1, "false").State.Agreed());
        Assert.True((pair with { Updates = false }).Lacks(pair.Say(Sales, 1, "true"), Marketing), "an opt-out goes to every record there is");
        Assert.Null(pair.Say(state.State, Sales, 20, "true").State.Fields[Pair.Field].Conflict);
    }

    private static PersonState Asked(Pair pair, PersonState state, double second, string value) => Merge.Ask(
        pair.Say(state, Marketing, second, value).State, Sales, [Pair.Field], Pair.At(second + 0.5));

    private static Hearing Seen(string value, double second) =>
        new(new Dictionary<string, SeenWrite> { [Pair.Field] = new() { Value = value, KnownAt = Pair.At(second) } }, null);

    [Fact]
    public void A_record_made_without_a_value_deletes_none()
    {
        var state = SalesOwns.Say(SalesOwns.Say(Marketing, 1, "A"), Sales, 5, null);

        Assert.Equal((FieldVerdict.Same, "A"), (state.Verdicts[Pair.Field], state.State.Agreed()[Pair.Field]));
        Assert.True(SalesOwns.Lacks(state.State, Sales));
    }

    [Fact]
    public void A_record_without_a_value_does_not_delete_one_that_stays_on_the_other_side()
    {
        var pair = new Pair(ToMarketing: Direction.None, Owner: Marketing);
        var state = pair.Say(pair.Say(Sales, 1, "Ltd"), Marketing, 5, null).State;

        Assert.False(pair.Lacks(state, Sales));
        Assert.True(pair.Lacks(pair.Say(state, Marketing, 9, "Inc").State, Sales));
    }

    [Fact]
    public void A_value_that_was_known_there_and_is_deleted_is_deleted()
    {
        var state = Pair.Write(MarketingOwns.Say(Marketing, 1, "A"), Sales, 2, "A");

        var deleted = MarketingOwns.Say(state, Sales, 9, null).State;

        Assert.Null(deleted.Agreed()[Pair.Field]);
        Assert.True(MarketingOwns.Lacks(deleted, Marketing));
    }

    [Fact]
    public void What_does_not_leave_a_system_is_known_and_is_not_replaced_by_something_older()
    {
        var pair = new Pair(ToMarketing: Direction.None, Owner: Marketing);
        var result = pair.Say(Pair.Write(pair.Say(Marketing, 1, "A"), Sales, 2, "A"), Sales, 20, "S");

        Assert.Equal((FieldVerdict.NotCarried, "A"), (result.Verdicts[Pair.Field], result.State.Agreed()[Pair.Field]));
        Assert.False(pair.Lacks(result.State, Sales));
        Assert.False(pair.Lacks(pair.Say(result.State, Marketing, 15, "B").State, Sales));
        Assert.True(pair.Lacks(pair.Say(result.State, Marketing, 25, "C").State, Sales));
    }

    [Fact]
    public void What_does_not_leave_a_system_and_is_said_again_is_nothing_new()
    {
        var pair = new Pair(ToMarketing: Direction.None, Owner: Marketing);
        var once = pair.Say(PersonState.Empty, Sales, 1, "S");

        Assert.Equal(FieldVerdict.NotCarried, once.Verdicts[Pair.Field]);
        Assert.Equal(FieldVerdict.Same, pair.Say(once.State, Sales, 9, "S").Verdicts[Pair.Field]);
    }

    [Fact]
    public void Fill_yields_to_what_is_there_whatever_comes_first()
    {
        var pair = new Pair(ToSales: Direction.Fill);
        var fillFirst = pair.Say(pair.Say(Marketing, 10, "M"), Sales, 5, "S").State;
        var fillLast = pair.Say(pair.Say(Sales, 5, "S"), Marketing, 10, "M").State;

        Assert.Equal(("S", "S"), (fillFirst.Agreed()[Pair.Field], fillLast.Agreed()[Pair.Field]));
        Assert.False(pair.Lacks(fillFirst, Sales));
        Assert.Equal(TwoWayPropertyTests.Sorted(fillFirst).ToJson(), TwoWayPropertyTests.Sorted(fillLast).ToJson());
    }

    [Fact]
    public void A_conflict_can_be_turned_round_and_back()
    {
        var state = SalesOwns.Say(SalesOwns.Say(Marketing, 10, "M"), Sales, 11, "S").State;
        state = Pair.Write(state, Marketing, 13, "S");

        var flipped = Merge.Flip(state, Pair.Field, Pair.At(100));

        Assert.Equal("M", flipped.Agreed()[Pair.Field]);
        Assert.True(SalesOwns.Lacks(flipped, Sales) && SalesOwns.Lacks(flipped, Marketing));
        Assert.Equal("S", Merge.Flip(flipped, Pair.Field, Pair.At(101)).Agreed()[Pair.Field]);
        Assert.Same(PersonState.Empty, Merge.Flip(PersonState.Empty, Pair.Field, Pair.At(1)));
    }

    [Fact]
    public void A_conflict_survives_being_stored()
    {
        var state = SalesOwns.Say(SalesOwns.Say(Marketing, 10, "M"), Sales, 11, "S").State;
        state = Pair.Write(Pair.Write(state, Marketing, 13, "S"), Marketing, 15, "T");

        var read = PersonState.FromJson(state.ToJson());

        Assert.Equal(state.ToJson(), read.ToJson());
        Assert.Equal(state.Fields[Pair.Field].Conflict, read.Fields[Pair.Field].Conflict);
        Assert.Equal(new RecentWrite("S", Pair.At(13)), Assert.Single(read.Fields[Pair.Field].Shadows[Marketing].Recent!));
    }

    [Fact]
    public void A_field_that_was_written_too_often_in_an_hour_is_frozen_until_the_hour_has_passed()
    {
        var state = PersonState.Empty;
        for (var round = 0; round < RoutePolicy.DefaultWritesPerHour; round++)
        {
            state = SalesOwns.Say(state, Marketing, round * 10, $"{round}").State;
            Assert.True(SalesOwns.Lacks(state, Sales));
            state = Pair.Write(state, Sales, round * 10 + 2, $"{round}");
        }

        state = SalesOwns.Say(state, Marketing, 200, "again").State;

        Assert.Equal(RouteDeciding.Loop, SalesOwns.Decide(state, Sales, second: 201).HeldBack[Pair.Field]);
        Assert.Empty(SalesOwns.Decide(state, Sales, second: 201).Write);
        Assert.Equal([Pair.Field], SalesOwns.Decide(state, Sales, second: 3_800).Write);
    }
}
