using System.Diagnostics;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>
/// Keeps one process running: when it ends, it is started again, at once the first time and after at most 1.5 s from then on.
/// </summary>
public sealed class SupervisedProcess(ProcessPlan plan, Action changed, Say say) : IDisposable
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private ProcessStamp? _current;
    private Task _watch = Task.CompletedTask;

    public ProcessPlan Plan => plan;

    /// <summary>The process as it is now; null between its end and its next start.</summary>
    public ProcessStamp? Current => _current;

    /// <summary>How often it has ended by itself.</summary>
    public int Falls { get; private set; }

    public void Start()
    {
        Launch.Rotate(plan.Launch.LogFile);
        _watch = Watch(StartOnce());
    }

    /// <summary>Ends it for good: SIGTERM, and SIGKILL when it takes longer than 20 s.</summary>
    public async Task Stop()
    {
        lock (_lock)
            _over.Cancel();
        if (_current is { } last)
            await last.End(Signals.Terminate, TimeSpan.FromSeconds(20));
        await _watch;
    }

    public void Dispose() => _over.Dispose();

    private static TimeSpan Pause(int quickFalls) =>
        TimeSpan.FromMilliseconds(quickFalls switch { 0 => 0, 1 => 250, 2 => 500, 3 => 1000, _ => 1500 });

    private Process? StartOnce()
    {
        // Under the lock, so that Stop either sees the new process or keeps it from starting.
        lock (_lock)
        {
            if (_over.IsCancellationRequested)
                return null;
            var process = plan.Launch.Start();
            _current = ProcessStamp.Of(process.Id);
            return process;
        }
    }

    private async Task Rest(TimeSpan pause)
    {
        if (pause == TimeSpan.Zero)
            return;
        _current = null;
        changed();
        await Task.Delay(pause, _over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Watch(Process? process)
    {
        var quickFalls = 0;
        while (process is not null)
        {
            changed();
            var since = Stopwatch.GetTimestamp();
            await process.WaitForExitAsync();
            var (pid, code) = (process.Id, process.ExitCode);
            process.Dispose();
            if (_over.IsCancellationRequested)
                return;

            Falls++;
            quickFalls = Stopwatch.GetElapsedTime(since) > Steady ? 0 : quickFalls;
            say.Step($"{plan.Label} ({pid}) ended with {code}: starting it again");
            await Rest(Pause(quickFalls++));
            process = StartOnce();
        }
    }
}
