using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;

namespace Sync.Deploy.Commands;

/// <summary>Runs one command: exit code 0 done, 1 failed, 2 wrong use.</summary>
public static class Cli
{
    public static async Task<int> Run(IReadOnlyList<Command> commands, string[] args)
    {
        var verb = args.FirstOrDefault();
        if (commands.FirstOrDefault(command => command.Name == $"deploy/{verb}") is not { } chosen)
        {
            var names = commands.Where(command => !command.Hidden).Select(command => command.Name);
            await Console.Error.WriteLineAsync($"Use one of: {string.Join(", ", names)}");
            return 2;
        }

        chosen.Add(new HelpOption());
        var parsed = chosen.Parse(args[1..]);
        // Its own handling of signals would end us two seconds after the first, with servers still going down.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (parsed.Errors.Count == 0)
            return await Run(ct => parsed.InvokeAsync(configuration, ct));
        foreach (var error in parsed.Errors)
            await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync($"See {chosen.Name} --help");
        return 2;
    }

    /// <summary>Runs work that Ctrl-C and its like cancel.</summary>
    public static async Task<int> Run(Func<CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
        try
        {
            return await work(stop.Token);
        }
        catch (DeployException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 1;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }
}
