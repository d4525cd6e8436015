using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Cli.Printing;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync pause</c>: stops what is asked of a connection, or lists what is stopped.</summary>
internal static class PauseCommand
{
    private static readonly string[] Columns = ["connection", "what", "by", "at", "reason"];

    public static Command Create(SharedOptions shared, World world)
    {
        var connection = new Argument<string?>("connection")
        {
            Description = "Name in sync.yaml. Without it the pauses are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var scope = new PauseScope();
        var reason = new Option<string?>("--reason") { Description = "For those who come later.", HelpName = "text" };
        var command = new ExampleCommand(
            "pause", "Stops what is asked of a connection; it waits and is not lost. Webhooks are taken in as always.",
            "sync pause sales --writes --reason \"price list is being changed\"")
        {
            connection, reason,
        };
        scope.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var printer = shared.Printer(parsed, world);
            var api = shared.Connect(parsed, world);
            if (parsed.GetValue(connection) is not { } name)
            {
                List(printer, await api.Get("api/pauses", ct));
                return ExitCodes.Done;
            }

            var order = new JsonObject
            {
                ["connection"] = name, ["calls"] = scope.Calls(parsed), ["of"] = scope.Of(parsed), ["reason"] = parsed.GetValue(reason),
            };
            var answer = await api.Post("api/pauses", order, ct);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else
            {
                printer.Line($"Paused {answer.Text("what")} of {name}. Let it go on with: sync resume {name}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void List(Printer printer, JsonElement answer)
    {
        var items = answer.Items("items");
        if (printer.Json)
        {
            printer.WriteJson(answer);
        }
        else if (items.Count == 0)
        {
            printer.Line("Nothing is paused.");
        }
        else
        {
            printer.PrintRows(items, Columns);
        }
    }
}
