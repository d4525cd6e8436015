using System.Diagnostics;
using System.Net;

namespace Sync.Benchmarks.Stack;

/// <summary>Takes the time from a process's start until it says that it can work.</summary>
internal static class StartClock
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    /// <param name="start">Starts it.</param>
    /// <param name="origin">Where it will answer <c>/health/ready</c>.</param>
    public static async Task<(Child Child, TimeSpan Took)> Start(Func<Child> start, Uri origin, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var began = Stopwatch.GetTimestamp();
        var child = start();
        try
        {
            while (!await IsReady(http, origin, ct))
            {
                if (child.HasEnded || Stopwatch.GetElapsedTime(began) > Within)
                {
                    throw new BenchException($"A process did not answer at {origin}health/ready within {Within.TotalSeconds:0} s.");
                }

                await Task.Delay(Every, ct);
            }

            return (child, Stopwatch.GetElapsedTime(began));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> IsReady(HttpClient http, Uri origin, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(origin, "health/ready"), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
