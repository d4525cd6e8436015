using System.Diagnostics;

namespace Sync.Benchmarks.Load;

/// <summary>Calls a vendor over several connections, each as fast as it is answered.</summary>
internal static class VendorLoad
{
    private const int Connections = 16;

    /// <param name="origin">Of the vendor.</param>
    /// <param name="next">Makes a call.</param>
    /// <returns>Calls answered, and how long that took.</returns>
    /// <exception cref="BenchException">A call was refused: the rate would be that of refusals.</exception>
    public static async Task<(long Calls, TimeSpan Took)> Run(
        Uri origin, Func<Random, HttpRequestMessage> next, TimeSpan within, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections }) { BaseAddress = origin };
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(seed => Task.Run(
            async () =>
            {
                var random = new Random(seed);
                var calls = 0L;
                for (; Stopwatch.GetElapsedTime(began) < within; calls++)
                {
                    await Call(http, next(random), ct);
                }

                return calls;
            },
            ct)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(began));
    }

    private static async Task Call(HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new BenchException($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
            }
        }
    }
}
