using System.CommandLine;
using Sync.Policy;

namespace Sync.Cli.Commands;

/// <summary><c>sync explain-config</c>: the rules in words, as a page that can be handed round.</summary>
internal static class ExplainConfigCommand
{
    public static Command Create(SharedOptions shared, World world)
    {
        var file = PolicyFile.Argument();
        var command = new ExampleCommand(
            "explain-config", "Tells the rules of the configuration in words, as a page of Markdown. No secret is needed.",
            "sync explain-config deploy/sync.yaml > rules.md")
        {
            file,
        };
        command.SetAction(parsed =>
        {
            var path = PolicyFile.PathOf(parsed.GetValue(file), world);
            var reading = PolicyRegistration.LoadRules(path);
            if (!reading.IsValid)
            {
                ConfigCheckCommand.PrintMistakes(shared.Printer(parsed, world), path, reading.Mistakes);
                return ExitCodes.Failed;
            }

            world.Out.Write(RulesPage.Of(reading.Policy));
            return ExitCodes.Done;
        });
        return command;
    }
}
