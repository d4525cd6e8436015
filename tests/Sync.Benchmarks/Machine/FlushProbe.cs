using System.Diagnostics;
using Sync.Benchmarks.Load;

namespace Sync.Benchmarks.Machine;

/// <summary>How long the disk takes to say that 8 KB are safe: what each commit must wait for at least.</summary>
internal static class FlushProbe
{
    private const int Block = 8_192;
    private const int Blocks = 2_048;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);

    /// <summary>Milliseconds of write and fdatasync(2), in a file that has its full length already, as PostgreSQL's log has.</summary>
    public static Latencies Measure(string folder)
    {
        var file = Path.Combine(folder, $"flush-probe-{System.Environment.ProcessId}");
        var times = new Latencies();
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
            var block = new byte[Block];
            for (var at = 0; at < Blocks; at++)
            {
                RandomAccess.Write(handle, block, (long)at * Block);
            }

            RandomAccess.FlushToDisk(handle);
            var began = Stopwatch.GetTimestamp();
            for (var at = 0; at < Blocks && Stopwatch.GetElapsedTime(began) < AtMost; at++)
            {
                var from = Stopwatch.GetTimestamp();
                RandomAccess.Write(handle, block, (long)at * Block);
                _ = Libc.FlushData((int)handle.DangerousGetHandle());
                times.Add(from, Stopwatch.GetTimestamp());
            }
        }
        finally
        {
            File.Delete(file);
        }

        return times;
    }
}
