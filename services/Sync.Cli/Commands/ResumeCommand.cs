using System.CommandLine;
using System.Text.Json;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync resume</c>: lets what was paused go on.</summary>
internal static class ResumeCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var connection = new Argument<string>("connection") { Description = "Name in sync.yaml." };
        var scope = new PauseScope();
        var command = new ExampleCommand(
            "resume", "Lets everything that is paused of a connection go on, or what the options name.", "sync resume sales") { connection };
        scope.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var (name, printer, api) = (parsed.GetValue(connection)!, shared.Printer(parsed, world), shared.Connect(parsed, world));
            var meant = (await api.Get("api/pauses", ct)).Items("items").Where(pause => pause.Text("connection") == name && IsMeant(pause, scope, parsed)).ToList();
            if (meant.Count == 0)
            {
                throw new CommandException($"nothing of that is paused at {name}. What is paused: sync pause");
            }

            foreach (var pause in meant)
            {
                var answer = await api.Delete($"api/pauses/{pause.Text("id")}", ct);
                if (printer.Json)
                {
                    printer.WriteJson(answer);
                }
                else
                {
                    printer.Line($"{answer.Text("connection")} goes on: {answer.Text("what")}");
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static bool IsMeant(JsonElement pause, PauseScope scope, ParseResult parsed) =>
        scope.IsAll(parsed) || (pause.Text("calls") == scope.Calls(parsed) && pause.Text("of") == scope.Of(parsed));
}
