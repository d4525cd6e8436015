using System.Diagnostics;
using System.Net;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>Waits until processes answer that they are ready, and tells what is still missing where that takes long.</summary>
public sealed class HealthProbe(Say say) : IDisposable
{
    private const int Hopeless = 6;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <exception cref="DeployException">One is not ready in time, or keeps ending; the message holds what it says itself and the end of its
    /// log.</exception>
    public Task WaitForAll(IEnumerable<SupervisedProcess> processes, TimeSpan within, CancellationToken ct) =>
        Task.WhenAll(processes.Select(process => Wait(process, within, ct)));

    public void Dispose() => _http.Dispose();

    private async Task Wait(SupervisedProcess process, TimeSpan within, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var told = TimeSpan.Zero;
        while (await Missing(process.Plan, ct) is { } missing)
        {
            var waited = Stopwatch.GetElapsedTime(since);
            if (waited > within || process.Falls >= Hopeless)
            {
                var log = process.Plan.Launch.LogFile;
                throw new DeployException($"{process.Plan.Label} is not ready after {waited.TotalSeconds:0} s: {missing}\n"
                    + $"The end of {log}:\n{Launch.LastLines(log, 20)}");
            }

            if (waited - told > Long)
            {
                told = waited;
                say.Step($"still waiting for {process.Plan.Label}: {missing}");
            }

            await Task.Delay(100, ct);
        }
    }

    /// <summary>Null when it is ready.</summary>
    private async Task<string?> Missing(ProcessPlan plan, CancellationToken ct)
    {
        var missing = "it is not asked for its health";
        foreach (var address in plan.Health)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(address), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return null;
                missing = $"{(await answer.Content.ReadAsStringAsync(ct)).ReplaceLineEndings("; ")} ({(int)answer.StatusCode})";
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                missing = $"no answer at {address} ({e.Message})";
            }
        }

        return missing;
    }
}
