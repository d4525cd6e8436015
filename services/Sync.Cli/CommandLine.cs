using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Sync.Cli.Commands;

namespace Sync.Cli;

/// <summary>The command <c>sync</c> and what it can do.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(IReadOnlyList<string> args, World world, CancellationToken ct = default)
    {
        var parsed = Root(world).Parse(args);
        var streams = new InvocationConfiguration { Output = world.Out, Error = world.Error, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(streams, ct);
            return parsed.Action is ParseErrorAction ? ExitCodes.WrongUse : code;
        }
        catch (CommandException refusal)
        {
            await world.Error.WriteLineAsync($"sync: {refusal.Message}");
            return refusal.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await world.Error.WriteLineAsync("sync: stopped.");
            return ExitCodes.Failed;
        }
    }

    private static RootCommand Root(World world)
    {
        var shared = new SharedOptions();
        var root = new RootCommand(
            "Asks and tells a running Sync.\n\nExit codes: 0 done, 1 failed, 2 wrong use, 3 no answer to be had (doctor).")
        {
            StatusCommand.Create(shared, world),
            DoctorCommand.Create(shared, world),
            ExplainCommand.Create(shared, world),
            DeadLettersCommand.Create(shared, world),
            ReplayCommand.Create(shared, world),
            PauseCommand.Create(shared, world),
            ResumeCommand.Create(shared, world),
            ConflictsCommand.Create(shared, world),
            ReviewsCommand.Create(shared, world),
            HandoffCommand.Create(shared, world),
            ConfigCommand.Create(shared, world),
            ExplainConfigCommand.Create(shared, world),
        };
        shared.AddTo(root);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExample((HelpAction)help.Action!);
        return root;
    }
}
