using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync dead-letters</c>: what failed for good, and why.</summary>
internal static class DeadLettersCommand
{
    private static readonly string[] Columns =
        ["id", "at", "stage", "class", "code", "field", "connection", "email", "deliveryId", "state", "reason"];

    public static Command Create(SharedOptions shared, World world)
    {
        var limit = OpenList.Limit();
        var command = new ExampleCommand("dead-letters", "Lists what failed for good, and why.", "sync dead-letters --limit 20") { limit };
        command.SetAction(async (parsed, ct) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"api/dead-letters?limit={parsed.GetValue(limit)}");
            Print(shared.Printer(parsed, world), await shared.Connect(parsed, world).Get(path, ct));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Printer printer, JsonElement answer)
    {
        var items = answer.Items("items");
        if (printer.Json)
        {
            printer.WriteJson(answer);
        }
        else if (items.Count == 0)
        {
            printer.Line("No dead letters.");
        }
        else
        {
            printer.PrintRows(items, Columns);
            var total = answer.Number("total") ?? items.Count;
            printer.Line($"{items.Count} of {total}. To send one through again: sync replay <id>");
        }
    }
}
