using FsCheck;
using FsCheck.Fluent;

namespace Sync.Policy.Tests;

/// <summary>What holds for every history, tried on 10,000 each.</summary>
public sealed class MergePropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static readonly Gen<string?> Values = Gen.Elements<string?>(null, "A", "B", "C");

    /// <summary>Few seconds and few arrivals, so that ties and repetitions abound.</summary>
    private static readonly Gen<Statement> OfOneSource =
        from second in Gen.Choose(0, 3)
        from arrival in Gen.Choose(0, 2)
        from delay in Gen.Choose(0, 2)
        from value in Values
        select new Statement("marketing", second, arrival, value, delay);

    private static readonly Gen<Statement> OfAnySource =
        from source in Gen.Elements("marketing", "sales", "shop")
        from second in Gen.Choose(0, 3)
        from arrival in Gen.Choose(0, 2)
        select new Statement(source, second, arrival, $"{source} {second} {arrival}");

    [Fact]
    public void Whatever_the_order_and_repetition_of_one_source_its_latest_value_is_agreed() => Check(
        Histories(OfOneSource),
        history => End(history).Agreed().GetValueOrDefault("phone") == Statement.Winner(history));

    [Fact]
    public void Whatever_the_order_and_repetition_of_several_sources_the_latest_of_their_values_is_agreed() => Check(
        Histories(OfAnySource),
        history => End(history).Agreed().GetValueOrDefault("phone") == Statement.Winner(history));

    [Fact]
    public void What_the_writer_reports_in_between_never_changes_what_is_agreed() => Check(
        from history in Histories(OfOneSource)
        from reports in Gen.ArrayOf(Gen.Choose(0, 1), history.Length)
        select (history, reports),
        run => EndWithReports(run.history, run.reports, "sales").Agreed().GetValueOrDefault("phone") == Statement.Winner(run.history));

    [Fact]
    public void Each_systems_latest_value_is_remembered_whatever_the_order() => Check(
        Histories(OfAnySource),
        history => history.GroupBy(statement => statement.Source).All(source =>
            End(history).Fields["phone"].Shadows[source.Key].Value == Statement.Winner(source)));

    [Fact]
    public void The_same_statement_a_second_time_changes_nothing() => Check(
        Histories(OfAnySource),
        history => history.All(statement => statement.ApplyTo(End(history)).ToJson() == End(history).ToJson()));

    [Fact]
    public void After_a_report_of_the_agreed_value_the_target_lacks_nothing() => Check(
        Histories(OfOneSource),
        history =>
        {
            var field = End(history).Fields["phone"];
            var told = Merge.Learn(End(history), "sales", field.AgreedAt, End(history).Agreed());
            return Merge.Lacking(told, "sales", ["phone"]).Count == 0;
        });

    [Fact]
    public void A_state_survives_being_stored() => Check(
        Histories(OfAnySource),
        history => PersonState.FromJson(End(history).ToJson()).ToJson() == End(history).ToJson());

    /// <summary>Some statements, each once or more, in any order.</summary>
    private static Gen<Statement[]> Histories(Gen<Statement> statement) =>
        from length in Gen.Choose(1, 8)
        from some in statement.ArrayOf(length)
        from repetitions in Gen.Choose(0, 4)
        from repeated in Gen.Elements(some).ArrayOf(repetitions)
        from shuffled in Gen.Shuffle(some.Concat(repeated))
        select shuffled;

    private static PersonState End(IEnumerable<Statement> history) =>
        history.Aggregate(PersonState.Empty, (state, statement) => statement.ApplyTo(state));

    private static PersonState EndWithReports(Statement[] history, int[] reports, string target) =>
        history.Zip(reports).Aggregate(PersonState.Empty, (state, step) =>
        {
            var next = step.First.ApplyTo(state);
            return step.Second == 0 ? next : Merge.Learn(next, target, next.Fields["phone"].AgreedAt, next.Agreed());
        });

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Thorough);
}
