using System.Text;

namespace Sync.Policy;

/// <summary>Prints the table for the documentation.</summary>
public static class DecisionTableText
{
    public static string Markdown()
    {
        var text = new StringBuilder("""
            | to the target | back | the target | switch | owner | outcome | why |
            |---|---|---|---|---|---|---|

            """);
        foreach (var row in DecisionTable.Rows)
        {
            text.Append("| ").AppendJoin(" | ", Cells(row)).Append(" |\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Cells(DecisionRow row) =>
    [
        row.There is { } there ? $"`{Word(there)}`" : "any",
        row.Back is { } back ? $"`{Word(back)}`" : "any",
        row.Target is { } target ? Word(target) : "any",
        row.IsOn is { } on ? on ? "on" : "off" : "any",
        row.SourceOwns is { } owns ? owns ? "source" : "target" : "any",
        $"`{row.Outcome}`",
        row.Why,
    ];

    private static string Word(Direction direction) => direction.ToString().ToLowerInvariant();

    private static string Word(TargetSituation target) => target switch
    {
        TargetSituation.Absent => "has no record",
        TargetSituation.Empty => "has nothing in the field",
        TargetSituation.InStep => "has what both knew",
        TargetSituation.ChangedEarlier => "changed it too, earlier",
        TargetSituation.ChangedLater => "changed it too, later",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "A situation that is not known here."),
    };
}
