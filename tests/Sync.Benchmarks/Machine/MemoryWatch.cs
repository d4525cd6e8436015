namespace Sync.Benchmarks.Machine;

/// <summary>The most memory that each process had while it was watched, in MB.</summary>
internal sealed class MemoryWatch
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, double> _most = [];

    public IReadOnlyDictionary<string, double> Most => _most;

    /// <summary>Does something and watches meanwhile.</summary>
    public async Task<T> During<T>(IReadOnlyDictionary<string, int[]> processes, Func<Task<T>> work)
    {
        using var over = new CancellationTokenSource();
        var watching = Watch(processes, over.Token);
        try
        {
            return await work();
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    private async Task Watch(IReadOnlyDictionary<string, int[]> processes, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            foreach (var (name, pids) in processes)
            {
                // Several instances of a service: the largest of them.
                _most[name] = pids.Select(ProcFile.ResidentMegabytes).Append(_most.GetValueOrDefault(name)).Max();
            }

            await Task.Delay(Every, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
