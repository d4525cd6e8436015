using System.Globalization;

namespace Sync.Policy.Tests;

public sealed class LifecycleTests
{
    private const string Section = """
              lifecycle:
                marketing: field:7
                sales: Stage
                stages:
                  - { name: subscriber, marketing: Subscriber, sales: Cold }
                  - { name: mql, marketing: MQL, sales: Warm, since: { marketing: field:8, sales: Warm_Since } }
                  - { name: sql, marketing: SQL, sales: Hot, since: { marketing: field:9, sales: Hot_Since }, from: mql }
                  - { name: customer, marketing: Customer, sales: Won }
              fields:

        """;

    private static readonly string Yaml = Sample.Yaml.Replace("      fields:\n", Section, StringComparison.Ordinal);
    private static readonly SyncPolicy Rules = Sample.Read(Yaml).Policy!;
    private static readonly LifecyclePolicy Lifecycle = Rules.LifecycleOf("sales")!;
    private static readonly string[] Stages = ["subscriber", "mql", "sql", "customer"];

    [Fact]
    public void Each_side_has_its_own_word_for_a_stage_and_its_own_field_for_the_time()
    {
        var there = Rules.RoutesFrom("marketing").Single();
        var fields = Mapping.ToCanonical(there, new Dictionary<string, string?> { ["field:7"] = "MQL", ["field:8"] = "2026-03-04T00:00:00Z" });

        Assert.Equal(("mql", "2026-03-04T00:00:00Z"), (fields["lifecycle"], fields["mql_since"]));
        Assert.Equal("Warm", Mapping.ToTarget(there, fields, creating: false)["Stage"]);
        Assert.Equal("MQL", Mapping.ToTarget(Rules.RoutesFrom("sales").Single(), fields, creating: false)["field:7"]);
    }

    [Theory]
    [InlineData(null, "sql", true)]
    [InlineData("subscriber", "customer", true)]
    [InlineData("subscriber", "sql", false)]
    [InlineData("mql", "sql", true)]
    [InlineData("mql", "mql", true)]
    [InlineData("customer", "mql", false)]
    [InlineData("customer", null, false)]
    public void Only_steps_that_the_file_allows_are_taken(string? from, string? to, bool isAllowed) =>
        Assert.Equal(isAllowed, Lifecycle.Allows(from, to));

    [Fact]
    public void A_step_back_is_refused_and_the_side_that_took_it_gets_the_stage_back()
    {
        var customer = Say(PersonState.Empty, "marketing", 1, "customer").State;

        var back = Say(customer, "sales", 2, "subscriber");

        Assert.Equal("filtered: step customer to subscriber", back.Refused!["lifecycle"]);
        Assert.Equal(("customer", "marketing"), (back.State.Fields["lifecycle"].Agreed, back.State.Fields["lifecycle"].AgreedBy));
        Assert.Equal("subscriber", back.State.Fields["lifecycle"].Conflict!.Loser.Value);
        var decision = RouteDeciding.Decide(Rules.RoutesTo("sales").Single(), back.State, isLinked: true, Pair.At(3), Rules.Same);
        Assert.Contains("lifecycle", decision.Write);
    }

    [Fact]
    public void When_a_stage_was_reached_is_the_time_of_the_event_and_somebody_elses_later_time_changes_nothing()
    {
        var reached = Say(PersonState.Empty, "marketing", 7, "mql").State;
        Assert.Equal("2026-03-04T00:00:07+00:00", reached.Fields["mql_since"].Agreed);

        var moved = Keep(reached, "sales", 9, new Dictionary<string, string?> { ["mql_since"] = "2030-01-01T00:00:00Z" });

        Assert.Equal("filtered: set-once", moved.Refused!["mql_since"]);
        Assert.Equal("2026-03-04T00:00:07+00:00", moved.State.Fields["mql_since"].Agreed);
    }

    [Fact]
    public void A_time_that_a_side_has_already_is_taken_over()
    {
        var known = Keep(PersonState.Empty, "sales", 1, new Dictionary<string, string?>
        {
            ["lifecycle"] = "mql", ["mql_since"] = "2020-01-01T00:00:00+00:00",
        });

        Assert.Null(known.Refused);
        Assert.Equal("2020-01-01T00:00:00+00:00", known.State.Fields["mql_since"].Agreed);
    }

    [Fact]
    public void Whatever_both_sides_say_no_other_step_is_seen_and_no_time_moves()
    {
        var statements = Stages.SelectMany(stage => new[] { (Source: "marketing", Stage: stage), (Source: "sales", Stage: stage) }).ToList();
        var histories = 0;
        foreach (var history in Histories(statements, 4))
        {
            Check(history);
            histories++;
        }

        Assert.Equal(4096, histories);
    }

    [Theory]
    [InlineData("from: mql }", "from: mqll }", "There is no stage 'mqll'.", "'mql'?")]
    [InlineData("name: mql,", "name: MQL,", "'MQL' is not a stage's name of ours.", "small letters")]
    [InlineData("name: mql,", "name: subscriber,", "'subscriber' was given in line", "remove one")]
    [InlineData("name: phone", "name: mql_since", "The lifecycle brings a field 'mql_since'", "Remove 'mql_since' from fields.")]
    [InlineData("sales: Stage\n", "\n", "'sales' is missing.", "lifecycle")]
    [InlineData("sales: Won }", "sales: Won, form: x }", "'form' is not known here", "Known here")]
    public void A_mistake_in_it_is_told_with_its_cure(string replace, string with, string problem, string cure)
    {
        Assert.Contains(replace, Yaml, StringComparison.Ordinal);
        var mistakes = Sample.Read(Yaml.Replace(replace, with, StringComparison.Ordinal)).Mistakes;

        Assert.Contains(mistakes, mistake => mistake.Line > 0 && mistake.Problem.Contains(problem, StringComparison.Ordinal)
            && mistake.Cure.Contains(cure, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_of_rules_tells_of_it()
    {
        var page = RulesPage.Of(Rules);

        Assert.Contains("A person's stage goes subscriber, mql, sql, customer.", page, StringComparison.Ordinal);
        Assert.Contains("sql only from mql", page, StringComparison.Ordinal);
    }

    private static void Check(IReadOnlyList<(string Source, string Stage)> history)
    {
        var state = PersonState.Empty;
        var since = new Dictionary<string, string>();
        for (var second = 0; second < history.Count; second++)
        {
            var before = state.Fields.GetValueOrDefault("lifecycle")?.Agreed;
            state = Say(state, history[second].Source, second, history[second].Stage).State;
            Assert.True(Lifecycle.Allows(before, state.Fields["lifecycle"].Agreed));
            foreach (var (name, field) in state.Fields.Where(field => field.Key.EndsWith("_since", StringComparison.Ordinal)))
            {
                Assert.Equal(since.TryAdd(name, field.Agreed!) ? field.Agreed : since[name], field.Agreed);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<(string Source, string Stage)>> Histories(
        IReadOnlyList<(string Source, string Stage)> statements, int length) => length == 0
        ? [[]]
        : Histories(statements, length - 1).SelectMany(history => statements.Select(statement => (IReadOnlyList<(string, string)>)[.. history, statement]));

    private static MergeResult Say(PersonState state, string source, double second, string stage) =>
        Keep(state, source, second, new Dictionary<string, string?> { ["lifecycle"] = stage });

    private static MergeResult Keep(PersonState state, string source, double second, IReadOnlyDictionary<string, string?> fields)
    {
        var arrival = int.Parse(second.ToString("0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var merged = Merge.Apply(state, source, Pair.At(second), fields, arrival, Rules.Merging, Rules.Same);
        return LifecycleKeeping.Keep(Lifecycle, state, merged, source, Pair.At(second), arrival, Rules.Same);
    }
}
