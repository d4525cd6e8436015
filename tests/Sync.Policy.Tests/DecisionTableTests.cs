using Sync.Contracts;

namespace Sync.Policy.Tests;

/// <summary>Every combination of settings and situations comes out as the table says, and the documentation is the table.</summary>
public sealed class DecisionTableTests
{
    private static readonly bool[] Switch = [true, false];

    [Fact]
    public void Every_combination_comes_out_as_the_table_says()
    {
        var wrong = new List<string>();
        foreach (var (there, back, target, isOn, sourceOwns) in Combinations())
        {
            var expected = DecisionTable.Find(there, back, target, isOn, sourceOwns).Outcome;
            var outcome = Outcome(there, back, target, isOn, sourceOwns);
            if (outcome != expected)
            {
                wrong.Add($"{there} {back} {target} on:{isOn} source owns:{sourceOwns}: {outcome}, but the table says {expected}");
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public void Every_line_of_the_table_is_needed()
    {
        var used = Combinations().Select(each => DecisionTable.Find(each.There, each.Back, each.Target, each.IsOn, each.SourceOwns));

        Assert.Equal([], DecisionTable.Rows.Except(used));
    }

    [Fact]
    public void The_documentation_has_the_table()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "field-rules.md"));
        var start = text.IndexOf("<!-- table -->\n", StringComparison.Ordinal) + "<!-- table -->\n".Length;

        Assert.Equal(DecisionTableText.Markdown(), text[start..text.IndexOf("<!-- /table -->", StringComparison.Ordinal)]);
    }

    private static IEnumerable<(Direction There, Direction Back, TargetSituation Target, bool IsOn, bool SourceOwns)> Combinations() =>
        from there in Enum.GetValues<Direction>()
        from back in Enum.GetValues<Direction>()
        from target in Enum.GetValues<TargetSituation>()
        from isOn in Switch
        from sourceOwns in Switch
        select (there, back, target, isOn, sourceOwns);

    private static string Outcome(Direction there, Direction back, TargetSituation target, bool isOn, bool sourceOwns)
    {
        var pair = new Pair(there, back, sourceOwns ? Pair.Marketing : Pair.Sales);
        var isAbsent = target == TargetSituation.Absent;
        var route = pair.Route(Pair.Sales) with { Create = isOn || !isAbsent, Update = isOn || isAbsent };
        var rules = new MergeRules([route, pair.Route(Pair.Marketing)]);
        var before = Before(rules, target);

        var merged = Say(rules, before, Pair.Marketing, 10, "S");
        var decided = RouteDeciding.Decide(route, merged.State, !isAbsent, Pair.At(30), PlainComparison.Same);
        return VerdictWords.Of(merged.Verdicts[Pair.Field], Pair.Marketing, Pair.Field, merged.State, rules)?.Replace(Pair.Sales, "target")
            ?? decided.HeldBack.GetValueOrDefault(Pair.Field)
            ?? (decided.Write.Count > 0 ? Outcomes.Written : Outcomes.Unchanged);
    }

    private static PersonState Before(MergeRules rules, TargetSituation target) => target switch
    {
        TargetSituation.Absent => PersonState.Empty,
        TargetSituation.Empty => Say(rules, PersonState.Empty, Pair.Sales, 1, null).State,
        TargetSituation.InStep => Pair.Write(Say(rules, PersonState.Empty, Pair.Marketing, 1, "A").State, Pair.Sales, 2, "A"),
        TargetSituation.ChangedEarlier => Say(rules, PersonState.Empty, Pair.Sales, 5, "T").State,
        _ => Say(rules, PersonState.Empty, Pair.Sales, 20, "T").State,
    };

    private static MergeResult Say(MergeRules rules, PersonState state, string source, int second, string? value) => Merge.Apply(
        state, source, Pair.At(second), new Dictionary<string, string?> { [Pair.Field] = value }, 0, rules, PlainComparison.Same);
}
