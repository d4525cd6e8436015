using Sync.Benchmarks.Machine;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>What each service takes when nothing happens, and how long it takes to start.</summary>
internal sealed class RestMeasure(Bench bench)
{
    private const int Starts = 3;
    private static readonly TimeSpan UntilAtRest = TimeSpan.FromSeconds(20);
    private readonly Dictionary<string, double> _atRest = [];
    private readonly Dictionary<string, double> _proportional = [];
    private readonly Dictionary<string, IReadOnlyList<double>> _starts = [];

    public async Task Run(CancellationToken ct)
    {
        bench.Say.Step($"at rest for {UntilAtRest.TotalSeconds:0} s");
        await Task.Delay(UntilAtRest, ct);
        foreach (var (name, pids) in bench.Watched.Where(service => service.Value.Length > 0))
        {
            _atRest[name] = pids.Max(ProcFile.ResidentMegabytes);
            _proportional[name] = pids.Max(ProcFile.ProportionalMegabytes);
        }

        foreach (var (name, pids) in bench.Stack.Endpoints.Processes.Where(service => service.Value.Length > 0))
        {
            _starts[name] = await StartTimes(name, pids[0], ct);
            bench.Say.Step($"{name}: at rest {_atRest[name]:0} MB, ready after {Figure.Median(_starts[name]):0.00} s");
        }
    }

    /// <summary>To be called at the end, when it is known how much memory each took under load.</summary>
    public void AddFigures()
    {
        foreach (var name in _starts.Keys)
        {
            Add(new Figure($"{name}: memory at rest", _atRest[name], "MB")
            {
                Goal = Goal.Below(150, 100), LimitName = "MB no-op", Limit = _atRest["noop"],
                Detail = new Dictionary<string, object?> { ["proportionalMegabytes"] = Math.Round(_proportional[name], 1) },
            });
            if (bench.Memory.Most.TryGetValue(name, out var most))
            {
                Add(new Figure($"{name}: memory under load", most, "MB")
                {
                    Goal = Goal.Below(300, 200), LimitName = "MB no-op", Limit = bench.Memory.Most["noop"],
                });
            }

            Add(new Figure($"{name}: start to ready", Figure.Median(_starts[name]), "s")
            {
                Goal = Goal.Below(5, 2), LimitName = "s no-op", Limit = bench.Noop.StartTook.TotalSeconds, Measurements = _starts[name],
            });
        }
    }

    private void Add(Figure figure) => bench.Report.Figures.Add(figure);

    // One more instance of the service, started as the supervisor started the first; the stack goes on beside it, at rest.
    private async Task<IReadOnlyList<double>> StartTimes(string name, int pid, CancellationToken ct)
    {
        var (command, folder, environment) = (ProcFile.Arguments(pid), ProcFile.Folder(pid), ProcFile.Environment(pid));
        var origin = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        environment["ASPNETCORE_URLS"] = origin.GetLeftPart(UriPartial.Authority);
        var log = Path.Combine(bench.Place.Logs, $"{name}-start.log");
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            var (child, took) = await StartClock.Start(() => Child.Start(log, folder, command, environment), origin, ct);
            await child.DisposeAsync();
            times.Add(Math.Round(took.TotalSeconds, 3));
        }

        return times;
    }
}
