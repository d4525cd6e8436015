using System.CommandLine;
using Sync.Cli.Printing;

namespace Sync.Cli.Commands;

/// <summary><c>sync status</c>: how much came in, how it ended, what is under way.</summary>
internal static class StatusCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var command = new ExampleCommand("status", "Shows how much came in, how it ended and what is under way.", "sync status");
        command.SetAction(async (parsed, ct) =>
        {
            var overview = await shared.Connect(parsed, world).Get("api/overview", ct);
            var printer = shared.Printer(parsed, world);
            if (printer.Json)
            {
                printer.WriteJson(overview);
            }
            else
            {
                printer.PrintAll(overview);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
