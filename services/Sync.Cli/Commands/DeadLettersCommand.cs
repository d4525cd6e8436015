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

    private static readonly string[] GroupColumns = ["id", "count", "connection", "class", "code", "field", "firstAt", "lastAt", "sampleReason"];

    public static Command Create(SharedOptions shared, World world)
    {
        var limit = OpenList.Limit();
        var filter = new LetterFilter();
        var groups = new Option<bool>("--groups") { Description = "What they have in common, the largest group first." };
        var command = new ExampleCommand("dead-letters", "Lists what failed for good, and why.", "sync dead-letters --class validation --limit 20")
        {
            limit, groups,
        };
        filter.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var (api, printer) = (shared.Connect(parsed, world), shared.Printer(parsed, world));
            if (parsed.GetValue(groups))
            {
                Print(printer, await api.Get("api/dead-letters/groups", ct), GroupColumns, "To send a group through again: sync replay --group <id>");
            }
            else
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"api/dead-letters?limit={parsed.GetValue(limit)}{filter.Query(parsed)}");
                Print(printer, await api.Get(path, ct), Columns, "To send one through again: sync replay <id>");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Printer printer, JsonElement answer, string[] columns, string next)
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
            printer.PrintRows(items, columns);
            var total = answer.Number("total") ?? items.Count;
            printer.Line($"{items.Count} of {total}. {next}");
        }
    }
}
