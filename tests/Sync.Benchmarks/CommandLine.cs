using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Sync.Benchmarks.Noop;

namespace Sync.Benchmarks;

/// <summary>The command <c>deploy/bench</c>. Exit code 0: each figure that must be reached is; 1: one is not, or nothing could be
/// measured; 2: wrong use.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        if (args is ["noop", "--port", var port])
        {
            await NoopServer.Run(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var mistakes = parsed.Errors.Select(error => error.Message.TrimEnd());
            await Console.Error.WriteLineAsync($"{string.Join('\n', mistakes)}\nSee deploy/bench --help");
            return 2;
        }

        // Signals are ours: the usual handling would end us two seconds after the first, with servers still going down.
        var how = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel);
        try
        {
            return await parsed.InvokeAsync(how, stop.Token);
        }
        catch (BenchException refusal)
        {
            await Console.Error.WriteLineAsync($"bench: {refusal.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("bench: stopped.");
            return 1;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static Command Root()
    {
        var names = new Argument<string[]>("name")
        {
            Description = "What to measure; all by default. Memory and start times belong to every run.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.AcceptOnlyFromAmong(BenchPlan.AllNames);
        var seconds = Number("--seconds", 10, 1, 600, "Seconds of each load that is bounded by time.");
        var connections = Number("--connections", 64, 1, 1_000, "Connections of the load generator.");
        var repeat = Number("--repeat", 1, 1, 25, "Times that each figure is measured; the median counts.");
        var deliveries = Number("--deliveries", 30_000, 100, 1_000_000,
            "Persons sent through the whole pipeline in one measurement.");
        var keys = Number("--keys", 5_000_000, 1_000, 100_000_000, "Keys in the inbox when it is measured full.");
        var records = Number("--records", 50_000, 0, 1_000_000, "Records that go to marketing while handoffs are measured.");
        var json = new Option<bool>("--json") { Description = "Print JSON lines only." };
        var root = new Command("deploy/bench", "Starts a stack of its own, measures it beside the machine's limits, and takes it down. "
            + "Results are also appended to .local/bench.jsonl.")
        {
            names, seconds, connections, repeat, deliveries, keys, records, json, new HelpOption(),
        };
        root.SetAction((parsed, ct) => new BenchRun(new BenchPlan
        {
            Names = parsed.GetValue(names) is { Length: > 0 } given ? [.. given.Distinct()] : BenchPlan.AllNames,
            Seconds = parsed.GetValue(seconds),
            Connections = parsed.GetValue(connections),
            Repeat = parsed.GetValue(repeat),
            Deliveries = parsed.GetValue(deliveries),
            Keys = parsed.GetValue(keys),
            Records = parsed.GetValue(records),
            Json = parsed.GetValue(json),
        }).Run(ct));
        return root;
    }

    private static Option<int> Number(string name, int usual, int least, int most, string what)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                given.AddError($"{name} is {value}; it must be a number from {least} to {most}.");
            }
        });
        return option;
    }
}
