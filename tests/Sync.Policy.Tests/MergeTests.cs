namespace Sync.Policy.Tests;

public sealed class MergeTests
{
    private const string Marketing = "marketing";
    private const string Sales = "sales";

    [Fact]
    public void The_first_value_is_accepted_and_lacking_at_the_target()
    {
        var result = State(PersonState.Empty, Marketing, 1, "A");

        Assert.Equal(FieldVerdict.Accepted, result.Verdicts["phone"]);
        Assert.Equal("A", result.State.Agreed()["phone"]);
        Assert.Equal(["phone"], Merge.Lacking(result.State, Sales, ["email", "phone"]));
        Assert.Empty(Merge.Lacking(result.State, Marketing, ["phone"]));
    }

    [Fact]
    public void A_written_value_is_not_lacking_and_its_echo_changes_nothing()
    {
        var written = Learn(State(PersonState.Empty, Marketing, 1, "A").State, 1, "A");

        Assert.Empty(Merge.Lacking(written, Sales, ["phone"]));
        var echo = State(written, Sales, 5, "A");
        Assert.Equal(FieldVerdict.Echo, echo.Verdicts["phone"]);
        Assert.Equal(FieldVerdict.Accepted, State(echo.State, Marketing, 3, "B").Verdicts["phone"]);
    }

    [Fact]
    public void An_echo_that_overtakes_the_writers_word_does_not_stop_the_next_edit()
    {
        var echo = State(State(PersonState.Empty, Marketing, 1, "A").State, Sales, 5, "A");

        Assert.Equal(FieldVerdict.Agreed, echo.Verdicts["phone"]);
        Assert.Empty(Merge.Lacking(echo.State, Sales, ["phone"]));
        Assert.Equal("B", State(echo.State, Marketing, 3, "B").State.Agreed()["phone"]);
    }

    [Fact]
    public void An_older_value_of_the_same_source_is_stale()
    {
        var newer = State(PersonState.Empty, Marketing, 2, "B").State;
        var result = State(newer, Marketing, 1, "A");

        Assert.Equal(FieldVerdict.Stale, result.Verdicts["phone"]);
        Assert.Equal(newer.ToJson(), result.State.ToJson());
    }

    /// <summary>Two ingresses took in an echo and the edit after it, and the one with the echo was slower to number what it had.</summary>
    [Fact]
    public void Of_one_second_the_value_that_was_received_later_holds_whatever_the_numbers_are()
    {
        var agreed = Learn(State(PersonState.Empty, Sales, 1, "A").State, 1, "A", Marketing);
        var echo = Heard(agreed, number: 90, delay: 535, "A");
        var edit = Heard(echo.State, number: 89, delay: 552, "B");

        Assert.Equal(FieldVerdict.Accepted, edit.Verdicts["phone"]);
        Assert.Equal(FieldVerdict.Stale, Heard(edit.State, number: 90, delay: 535, "A").Verdicts["phone"]);
        Assert.Equal("B", edit.State.Agreed()["phone"]);
    }

    [Fact]
    public void An_older_value_of_another_source_is_stale_but_remembered()
    {
        var result = State(State(PersonState.Empty, Marketing, 2, "B").State, Sales, 1, "A");

        Assert.Equal(FieldVerdict.Stale, result.Verdicts["phone"]);
        Assert.Equal("A", result.State.Fields["phone"].Shadows[Sales].Value);
        Assert.Equal(["phone"], Merge.Lacking(result.State, Sales, ["phone"]));
    }

    [Fact]
    public void A_value_stated_again_outdates_what_was_said_in_between()
    {
        var again = State(State(PersonState.Empty, Marketing, 1, "A").State, Marketing, 3, "A");

        Assert.Equal(FieldVerdict.Same, again.Verdicts["phone"]);
        Assert.Equal(FieldVerdict.Stale, State(again.State, Marketing, 2, "B").Verdicts["phone"]);
    }

    [Fact]
    public void Of_two_edits_in_one_second_the_later_arrival_wins_whatever_the_order_of_handling()
    {
        var inOrder = State(State(PersonState.Empty, Marketing, 1, "Z", 7).State, Marketing, 1, "A", 8);
        var reversed = State(State(PersonState.Empty, Marketing, 1, "A", 8).State, Marketing, 1, "Z", 7);

        Assert.Equal("A", inOrder.State.Agreed()["phone"]);
        Assert.Equal("A", reversed.State.Agreed()["phone"]);
    }

    [Fact]
    public void An_emptied_field_is_lacking_only_where_it_was_filled()
    {
        var emptied = State(PersonState.Empty, Marketing, 1, null).State;
        Assert.Empty(Merge.Lacking(emptied, Sales, ["phone"]));

        var filled = Learn(State(PersonState.Empty, Marketing, 1, "A").State, 1, "A");
        Assert.Equal(["phone"], Merge.Lacking(State(filled, Marketing, 2, null).State, Sales, ["phone"]));
    }

    [Fact]
    public void What_a_target_is_known_to_have_is_never_replaced_by_something_older()
    {
        var known = Learn(Learn(State(PersonState.Empty, Marketing, 2, "B").State, 2, "B"), 1, "A");

        Assert.Equal("B", known.Fields["phone"].Shadows[Sales].Current);
        Assert.Equal("C", Learn(known, 2, "C").Fields["phone"].Shadows[Sales].Current);
    }

    [Fact]
    public void What_was_only_learnt_is_not_agreed()
    {
        var learnt = Learn(PersonState.Empty, 1, "A");

        Assert.Empty(learnt.Agreed());
        Assert.Empty(Merge.Lacking(learnt, Marketing, ["phone"]));
        Assert.Equal(FieldVerdict.Accepted, State(learnt, Sales, 2, "A").Verdicts["phone"]);
    }

    [Fact]
    public void Fields_are_judged_one_by_one()
    {
        var state = State(PersonState.Empty, Marketing, 2, "B").State;
        var result = Merge.Apply(state, Marketing, At(1), new Dictionary<string, string?> { ["phone"] = "A", ["company"] = "C" });

        Assert.Equal((FieldVerdict.Stale, FieldVerdict.Accepted), (result.Verdicts["phone"], result.Verdicts["company"]));
        Assert.Equal(["company"], result.Accepted);
    }

    [Fact]
    public void A_state_of_before_systems_were_told_apart_from_what_we_wrote_is_read()
    {
        var state = PersonState.FromJson(
            """{"f":{"phone":{"a":"A","t":"2026-03-04T00:00:01+00:00","b":"marketing","n":12,"s":"""
            + """{"marketing":{"v":"A","t":"2026-03-04T00:00:01+00:00","n":12},"sales":{"v":"A","t":"2026-03-04T00:00:01+00:00"}}}}}""");

        Assert.Empty(Merge.Lacking(state, Sales, ["phone"]));
        Assert.Equal(FieldVerdict.Same, State(state, Sales, 5, "A").Verdicts["phone"]);
        Assert.Equal("B", State(state, Marketing, 5, "B").State.Agreed()["phone"]);
    }

    [Fact]
    public void A_state_is_written_compactly_and_read_back()
    {
        var state = Learn(State(PersonState.Empty, Marketing, 1, "Ödön", 12).State, 1, null);
        var json = state.ToJson();

        Assert.Equal(
            """{"f":{"phone":{"a":"Ödön","t":"2026-03-04T00:00:01+00:00","b":"marketing","n":12,"s":"""
            + """{"marketing":{"v":"Ödön","t":"2026-03-04T00:00:01+00:00","n":12},"sales":{"w":"2026-03-04T00:00:01+00:00"}}}}}""",
            json);
        Assert.Equal(json, PersonState.FromJson(json).ToJson());
    }

    private static DateTimeOffset At(int second) => new(2026, 3, 4, 0, 0, second, TimeSpan.Zero);

    private static MergeResult State(PersonState state, string source, int second, string? value, long arrival = 0) =>
        Merge.Apply(state, source, At(second), new Dictionary<string, string?> { ["phone"] = value }, arrival);

    private static MergeResult Heard(PersonState state, long number, long delay, string value) => Merge.Apply(
        state, Marketing, At(2), new Dictionary<string, string?> { ["phone"] = value }, number, MergeRules.LatestWins, PlainComparison.Same,
        new Hearing(null, null, delay));

    private static PersonState Learn(PersonState state, int second, string? value, string system = Sales) =>
        Merge.Learn(state, system, At(second), new Dictionary<string, string?> { ["phone"] = value });
}
