using FsCheck;
using FsCheck.Fluent;
using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

/// <summary>Only a newer confirmed opt-in reopens an opt-out, whatever is said around it and in whatever order it is heard; tried on 10,000
/// histories each.</summary>
public sealed class OptInPropertyTests
{
    private const string OptIn = "confirmed opt-in";
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);
    private static readonly Pair Mail = new(Type: FieldType.OptOut);

    /// <summary>What was said, no two at the same time of the same source, each once or more often, in any order.</summary>
    private static readonly Gen<(Statement[] Said, Statement[] Heard)> Histories =
        from length in Gen.Choose(1, 9)
        from said in (
            from source in Gen.Elements(Pair.Marketing, Pair.Marketing, Pair.Sales)
            from second in Gen.Choose(1, 12)
            from word in Gen.Elements("true", "true", "false", null, OptIn, OptIn)
            // Only marketing has lists that one can join.
            select new Statement(source, second, 0, word == OptIn && source == Pair.Sales ? "true" : word)).ArrayOf(length)
        let distinct = said.DistinctBy(each => (each.Source, each.Second)).ToArray()
        from again in Gen.Elements(distinct).ArrayOf(4)
        from heard in Gen.Shuffle(distinct.Concat(again).ToArray())
        select (distinct, heard);

    [Fact]
    public void Who_opted_out_after_the_last_confirmed_opt_in_is_out_whatever_was_heard_when() => Check(
        Histories, run => !MustBeOut(run.Said) || IsOut(Heard(run.Heard)));

    // Two yeses looked like one until the no between them was told, by which time the source said no again.
    [Fact]
    public void A_no_that_is_told_after_a_later_no_still_makes_the_yes_between_them_an_opt_out() => Assert.True(IsOut(Heard(
    [
        new(Pair.Sales, 1, 0, "true"), new(Pair.Sales, 11, 0, "true"), new(Pair.Sales, 12, 0, "false"), new(Pair.Marketing, 4, 0, OptIn),
        new(Pair.Sales, 7, 0, "false"),
    ])));

    [Fact]
    public void In_the_order_in_which_it_happened_exactly_a_newer_confirmed_opt_in_reopens() => Check(
        Histories, run => MustBeOut(run.Said) == IsOut(Heard(InOrder(run.Said))));

    [Fact]
    public void Where_nobody_repeats_himself_every_order_and_any_repetition_end_alike() => Check(
        Histories.Where(run => run.Said.GroupBy(each => each.Source).All(IsWithoutRepetition)),
        run => MustBeOut(run.Said) == IsOut(Heard(run.Heard)));

    [Fact]
    public void Nothing_but_a_confirmed_opt_in_that_is_newer_than_all_that_was_heard_of_reopens_whatever_was_written_in_between() => Check(
        from run in Histories
        from writes in Gen.Choose(0, 3).ArrayOf(20)
        select (run.Heard, writes),
        run =>
        {
            var (state, latest) = (PersonState.Empty, 0);
            foreach (var (said, write) in run.Heard.Zip(run.writes))
            {
                var next = Say(state, said);
                if (IsOut(state) && !IsOut(next) && !(said.Value == OptIn && said.Second > latest))
                {
                    return false;
                }

                latest = said.Value == "true" && IsOut(next) && next.Fields[Pair.Field].AgreedAt == said.At ? Math.Max(latest, said.Second) : latest;
                state = write is 1 or 2 ? Written(next, write == 1 ? Pair.Sales : Pair.Marketing, said.Second) : next;
            }

            return true;
        });

    [Fact]
    public void Nothing_is_ever_written_but_an_opt_out_or_a_no_over_an_opt_out_of_the_crm() => Check(Histories, run =>
    {
        var state = PersonState.Empty;
        foreach (var said in run.Heard)
        {
            state = Say(state, said);
            var isOverAYes = state.Fields[Pair.Field].Shadows.GetValueOrDefault(Pair.Sales)?.Current == "true";
            if (!IsOut(state) && (Mail.Lacks(state, Pair.Marketing) || (Mail.Lacks(state, Pair.Sales) && !isOverAYes)))
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Somebody said yes who had not said it just before, and no confirmed opt-in came after that.</summary>
    private static bool MustBeOut(Statement[] said)
    {
        var outs = said.Where(each => each.Value != OptIn).GroupBy(each => each.Source).SelectMany(bySource => Edits([.. bySource], said)).ToList();
        return outs.Count > 0 && outs.Max() >= said.Where(each => each.Value == OptIn).Select(each => each.Second).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<int> Edits(Statement[] bySource, Statement[] all)
    {
        var before = "";
        foreach (var each in InOrder([.. bySource, .. all.Where(other => other.Value == OptIn && other.Source == bySource[0].Source)]))
        {
            if (each.Value == "true" && before != "true")
            {
                yield return each.Second;
            }

            // Who opts in says no.
            before = each.Value;
        }
    }

    private static bool IsWithoutRepetition(IEnumerable<Statement> bySource)
    {
        var words = InOrder([.. bySource]).Select(each => each.Value).ToList();
        return words.Zip(words.Skip(1)).All(pair => pair is not ("true", "true"));
    }

    private static Statement[] InOrder(Statement[] said) => [.. said.OrderBy(each => each.Second).ThenBy(each => each.Value == OptIn ? 1 : 0)];

    private static PersonState Heard(IEnumerable<Statement> said) => said.Aggregate(PersonState.Empty, Say);

    private static PersonState Say(PersonState state, Statement said) => Mail.Say(
        state, said.Source, said.Second, said.Value == OptIn ? "false" : said.Value, said.Arrival,
        said.Value == OptIn ? new Hearing(null, false) { IsConfirmedOptIn = true } : null).State;

    private static PersonState Written(PersonState state, string target, double second) =>
        Mail.Lacks(state, target) ? Pair.Write(state, target, second + 0.5, state.Agreed()[Pair.Field]) : state;

    private static bool IsOut(PersonState state) => state.Agreed().GetValueOrDefault(Pair.Field) == "true";

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Thorough);
}
