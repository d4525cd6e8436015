using System.CommandLine;
using System.Globalization;
using Sync.Cli.Remote;

namespace Sync.Cli.Commands;

/// <summary><c>sync replay cancel</c>: what a replay has not sent yet stays a dead letter as before.</summary>
internal static class ReplayCancelCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var id = new Argument<long>("id")
        {
            Description = "Number of the replay.", CustomParser = WholeNumber.Between(1, int.MaxValue, "id"),
        };
        var command = new ExampleCommand("cancel", "Sends no more of a replay; what it has not sent is open as before.", "sync replay cancel 3") { id };
        command.SetAction(async (parsed, ct) =>
        {
            var answer = await shared.Connect(parsed, world).Delete(string.Create(CultureInfo.InvariantCulture, $"api/replays/{parsed.GetValue(id)}"), ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(answer);
            }
            else
            {
                printer.Line($"Replay {answer.Text("id")}: {answer.Text("state")}; {answer.Text("sent")} of {answer.Text("total")} were sent, the others are open as before.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
