using System.Runtime;
using Microsoft.Extensions.Hosting;

namespace Sync.ServiceDefaults;

/// <summary>Gives back, once, what starting has left behind. A service at rest allocates so little that no collection would come for hours,
/// and on a small machine the memory is wanted by the next service that starts.</summary>
internal sealed class StartGarbage(TimeProvider time) : BackgroundService
{
    // Collecting halts the program, and whoever starts it tries it first of all: it waits until that is over.
    private static readonly TimeSpan UntilStarted = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(UntilStarted, time, stoppingToken);
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
