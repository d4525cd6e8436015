using System.Diagnostics;

namespace Sync.Benchmarks.Stack;

/// <summary>A process of ours in a session of its own, so that a Ctrl-C reaches us alone, with its output in a file.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private readonly Process _process;

    private Child(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <param name="environment">The whole environment; null for ours.</param>
    public static Child Start(
        string log, string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        // Each step replaces itself by the next, so the process that comes back is the program.
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, .. command])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
        };
        if (environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        return new Child(Process.Start(start) ?? throw new BenchException($"{string.Join(' ', command)} could not be started."));
    }

    /// <summary>Runs to the end; when cancelled, asks it to end and waits until it has.</summary>
    public async Task<int> Ended(TimeSpan grace, CancellationToken ct)
    {
        try
        {
            await _process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await End(grace);
            throw;
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await End(Grace);
        _process.Dispose();
    }

    private async Task End(TimeSpan grace)
    {
        if (_process.HasExited)
        {
            return;
        }

        _ = Libc.Signal(_process.Id, Libc.Terminate);
        using var limit = new CancellationTokenSource(grace);
        await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}
