using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync conflicts</c>: fields that two systems changed at once; <c>sync conflicts flip</c> lets the other value through.</summary>
internal static class ConflictsCommand
{
    private static readonly string[] Columns =
        ["id", "since", "email", "field", "winnerBy", "winnerValue", "loserBy", "loserValue", "state", "flippedBy", "note"];

    public static Command Create(SharedOptions shared, World world)
    {
        var list = new OpenList("Also those that later edits have settled.");
        var command = new ExampleCommand(
            "conflicts", "Lists fields that two systems changed before either heard of the other.", "sync conflicts --email ada@example.test")
        {
            Flip(shared, world),
        };
        list.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            Print(shared.Printer(parsed, world), await shared.Connect(parsed, world).Get(list.PathOf("conflicts", parsed), ct));
            return ExitCodes.Done;
        });
        return command;
    }

    private static ExampleCommand Flip(SharedOptions shared, World world)
    {
        var id = new Argument<long>("id")
        {
            Description = "Number of the conflict, as 'sync conflicts' shows it.",
            CustomParser = WholeNumber.Between(1, long.MaxValue, "id"),
        };
        var flip = new ExampleCommand("flip", "Lets the value that was kept have it after all.", "sync conflicts flip 7") { id };
        flip.SetAction(async (parsed, ct) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"api/conflicts/{parsed.GetValue(id)}/flip");
            var answer = await shared.Connect(parsed, world).Post(path, new JsonObject(), ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else
            {
                printer.Line($"{answer.Text("loserBy")}'s value of {answer.Text("field")} is let through. See it arrive: sync explain --email {answer.Text("email")}");
            }

            return ExitCodes.Done;
        });
        return flip;
    }

    private static void Print(Printer printer, System.Text.Json.JsonElement answer)
    {
        var items = answer.Items("items");
        if (printer.Json)
        {
            printer.WriteJson(answer);
        }
        else if (items.Count == 0)
        {
            printer.Line("No conflicts.");
        }
        else
        {
            printer.PrintRows(items, Columns);
            printer.Line($"{items.Count} of {answer.Number("total") ?? items.Count}. To let the other value through: sync conflicts flip <id>");
        }
    }
}
