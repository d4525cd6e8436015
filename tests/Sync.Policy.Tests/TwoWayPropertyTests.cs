using FsCheck;
using FsCheck.Fluent;

namespace Sync.Policy.Tests;

/// <summary>What holds between two systems under any rules, tried on 10,000 histories each.</summary>
public sealed class TwoWayPropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static readonly Gen<Pair> Pairs =
        from there in Gen.Elements(Enum.GetValues<Direction>())
        from back in Gen.Elements(Enum.GetValues<Direction>())
        from owner in Gen.Elements(Pair.Marketing, Pair.Sales)
        from updates in Gen.Elements(true, true, false)
        select new Pair(there, back, owner, Updates: updates);

    private static readonly Gen<Pair> BothWays =
        from owner in Gen.Elements(Pair.Marketing, Pair.Sales)
        select new Pair(Owner: owner, WritesPerHour: 1_000);

    /// <summary>No two statements say the same, but for nothing at all.</summary>
    private static Gen<Statement> Said(int emptyIn) =>
        from source in Gen.Elements(Pair.Marketing, Pair.Sales)
        from second in Gen.Choose(1, 6)
        from arrival in Gen.Choose(0, 2)
        from empty in Gen.Choose(1, 100)
        select new Statement(source, second, arrival, empty <= emptyIn ? null : $"{source} {second} {arrival}");

    [Fact]
    public void Whatever_the_order_and_repetition_of_what_both_said_the_same_is_known_in_the_end() => Check(
        from pair in Pairs
        from length in Gen.Choose(1, 7)
        from said in Said(0).ArrayOf(length)
        from again in Gen.Elements(said).ArrayOf(3)
        from one in Gen.Shuffle(said.Concat(again))
        from other in Gen.Shuffle(said.Concat(again))
        select (pair, one, other),
        run => End(run.pair, run.one).ToJson() == End(run.pair, run.other).ToJson());

    [Fact]
    public void What_was_said_before_changes_nothing_when_it_is_said_again_after_any_writes() => Check(
        from pair in Pairs
        from said in Said(10).ArrayOf(5)
        from writes in Gen.Choose(0, 3).ArrayOf(5)
        select (pair, said, writes),
        run =>
        {
            var state = WithWrites(run.pair, run.said, run.writes);
            return run.said.All(statement => Say(run.pair, state, statement).ToJson() == state.ToJson());
        });

    [Fact]
    public void An_older_value_replaces_a_newer_one_only_as_the_owners_in_a_kept_conflict() => Check(
        from pair in Pairs
        from said in Said(10).ArrayOf(6)
        from writes in Gen.Choose(0, 3).ArrayOf(6)
        select (pair, said, writes),
        run =>
        {
            var state = PersonState.Empty;
            foreach (var (statement, write) in run.said.Zip(run.writes))
            {
                var next = Say(run.pair, state, statement);
                if (Replaces(state, next) && !IsOwners(run.pair, next) && !IsWithdrawn(state, next))
                {
                    return false;
                }

                state = write > 0 ? Written(run.pair, next, write == 1 ? Pair.Sales : Pair.Marketing, statement.Second + 0.5) : next;
            }

            return true;
        });

    [Fact]
    public void Nothing_older_is_ever_written_over_what_somebody_typed_but_the_owners_in_a_kept_conflict() => Check(
        from pair in Pairs
        from said in Said(10).ArrayOf(6)
        from target in Gen.Elements(Pair.Marketing, Pair.Sales)
        select (pair, said, target),
        run =>
        {
            var state = End(run.pair, run.said);
            var field = state.Fields[Pair.Field];
            return !run.pair.Lacks(state, run.target) || field.Shadows.GetValueOrDefault(run.target) is not { IsStated: true, Value: not null } typed
                || field.AgreedAt >= typed.At || field.Conflict is { } conflict && conflict.Loser.By == run.target
                    && conflict.Winner.By == run.pair.Owner;
        });

    [Fact]
    public void Fill_never_replaces_anything() => Check(
        from back in Gen.Elements(Enum.GetValues<Direction>())
        from owner in Gen.Elements(Pair.Marketing, Pair.Sales)
        from said in Said(20).ArrayOf(6)
        from writes in Gen.Choose(0, 3).ArrayOf(6)
        select (new Pair(Direction.Fill, back, owner), said, writes),
        run =>
        {
            var (pair, said, writes) = run;
            var state = PersonState.Empty;
            foreach (var (statement, write) in said.Zip(writes))
            {
                state = Say(pair, state, statement);
                var there = state.Fields[Pair.Field].Shadows.GetValueOrDefault(Pair.Sales)?.Current;
                if (!string.IsNullOrEmpty(there) && pair.Lacks(state, Pair.Sales))
                {
                    return false;
                }

                state = write > 0 ? Written(pair, state, write == 1 ? Pair.Sales : Pair.Marketing, statement.Second + 0.5) : state;
            }

            return true;
        });

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_storm_of_edits_on_both_sides_ends_with_one_value_and_no_more_than_two_writes_an_edit(bool isSalesRead, bool saysWho) => Check(
        from pair in BothWays
        from edits in Edits
        from seed in Gen.Choose(1, int.MaxValue)
        select (pair, edits, seed),
        run =>
        {
            var world = After(run.pair, run.edits, run.seed, isSalesRead, saysWho);
            Assert.True(world.AreTheSame && world.Writes <= 2 * run.edits.Length, string.Join('\n', world.Story));
            return true;
        });

    /// <summary>Once the echo of a write asked again for what was on its way to the other side: nine writes for four edits.</summary>
    [Fact]
    public void The_end_of_one_write_asks_for_no_other_that_is_on_its_way()
    {
        (string, string?)[] edits = [(Pair.Sales, "C"), (Pair.Marketing, "E"), (Pair.Marketing, "B"), (Pair.Sales, "E")];

        var world = After(new Pair(Owner: Pair.Marketing, WritesPerHour: 1_000), edits, seed: 390114528, isSalesRead: true, saysWho: false);

        Assert.True(world.AreTheSame && world.Writes <= 2 * edits.Length, string.Join('\n', world.Story));
    }

    [Theory]
    [InlineData(Pair.Marketing, false, false)]
    [InlineData(Pair.Marketing, true, false)]
    [InlineData(Pair.Marketing, true, true)]
    [InlineData(Pair.Sales, false, true)]
    [InlineData(Pair.Sales, true, true)]
    public void Where_one_side_alone_is_edited_the_last_edit_holds_however_late_the_other_tells_of_our_writes(
        string system, bool isSalesRead, bool saysWho) => Check(
        from pair in BothWays
        from edits in Edits
        from seed in Gen.Choose(1, int.MaxValue)
        select (pair, edits, seed),
        run =>
        {
            var edits = run.edits.Select(edit => (system, edit.Value ?? "A")).ToArray();
            var world = After(run.pair, edits!, run.seed, isSalesRead, saysWho);
            Assert.True(world.AreTheSame && world.ValueIn(system) == edits[^1].Item2 && world.Writes <= edits.Length, string.Join('\n', world.Story));
            return true;
        });

    [Fact]
    public void Nothing_that_anybody_says_or_repeats_in_any_order_takes_an_opt_out_back() => Check(
        from pair in Pairs
        from length in Gen.Choose(1, 8)
        from said in Said(10).ArrayOf(length)
        from words in Gen.Elements("true", "false", null).ArrayOf(length)
        from order in Gen.Shuffle(Enumerable.Range(0, length).Concat(Enumerable.Range(0, length)).ToArray())
        select (pair: pair with { Type = Sync.Policy.Normalising.FieldType.OptOut, ToSales = Direction.Overwrite, ToMarketing = Direction.Overwrite }, said, words, order),
        run =>
        {
            var state = PersonState.Empty;
            var isOut = false;
            foreach (var index in run.order)
            {
                var before = isOut;
                state = Say(run.pair, state, run.said[index] with { Value = run.words[index] });
                isOut = state.Agreed().GetValueOrDefault(Pair.Field) == "true";
                if (before && !isOut)
                {
                    return false;
                }
            }

            // And both sides are told, even where a later no stands.
            return !isOut || new[] { Pair.Sales, Pair.Marketing }.All(target =>
                state.Fields[Pair.Field].Shadows.GetValueOrDefault(target)?.Current == "true" || run.pair.Lacks(state, target));
        });

    private static TwoSystems After(Pair pair, (string System, string? Value)[] edits, int seed, bool isSalesRead, bool saysWho)
    {
        var world = new TwoSystems(pair, seed, isSalesRead, saysWho);
        foreach (var (system, value) in edits)
        {
            world.Edit(system, value);
            world.SomeSteps();
        }

        world.UntilQuiet();
        return world;
    }

    private static readonly Gen<(string System, string? Value)[]> Edits =
        from length in Gen.Choose(1, 12)
        from edits in (
            from system in Gen.Elements(Pair.Marketing, Pair.Sales)
            from value in Gen.Elements<string?>("A", "B", "C", "D", "E", null)
            select (system, value)).ArrayOf(length)
        select edits;

    private static PersonState Say(Pair pair, PersonState state, Statement statement) =>
        pair.Say(state, statement.Source, statement.Second, statement.Value, statement.Arrival).State;

    private static PersonState End(Pair pair, IEnumerable<Statement> said) =>
        Sorted(said.Aggregate(PersonState.Empty, (state, statement) => Say(pair, state, statement)));

    // Which system was heard of first is of no interest.
    internal static PersonState Sorted(PersonState state) => state with
    {
        Fields = state.Fields.ToDictionary(field => field.Key, field => field.Value with
        {
            Shadows = new SortedDictionary<string, Shadow>(field.Value.Shadows.ToDictionary()),
        }),
    };

    private static PersonState Written(Pair pair, PersonState state, string target, double second) =>
        pair.Lacks(state, target) ? Pair.Write(state, target, second, state.Agreed()[Pair.Field]) : state;

    private static PersonState WithWrites(Pair pair, Statement[] said, int[] writes) =>
        said.Zip(writes).Aggregate(PersonState.Empty, (state, step) => step.Second is 1 or 2
            ? Written(pair, Say(pair, state, step.First), step.Second == 1 ? Pair.Sales : Pair.Marketing, step.First.Second + 0.5)
            : Say(pair, state, step.First));

    private static bool Replaces(PersonState before, PersonState after) =>
        before.Fields.GetValueOrDefault(Pair.Field) is { IsAgreed: true, Agreed: not null } old
        && after.Fields[Pair.Field] is var now && now.Agreed != old.Agreed && now.AgreedAt < old.AgreedAt;

    private static bool IsOwners(Pair pair, PersonState state) =>
        state.Fields[Pair.Field] is { Conflict: { } conflict } field && conflict.Winner.By == pair.Owner && field.AgreedBy == pair.Owner
        || pair.ToSales != Direction.Overwrite || pair.ToMarketing != Direction.Overwrite || !pair.Updates;

    // The winner deleted what had won: the loser's value is the only one left.
    private static bool IsWithdrawn(PersonState before, PersonState after) =>
        before.Fields[Pair.Field].Conflict?.Loser.Value == after.Fields[Pair.Field].Agreed;

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Thorough);
}
