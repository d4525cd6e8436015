using System.Diagnostics;
using System.Net;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>Waits until processes answer that they are ready.</summary>
public sealed class HealthProbe : IDisposable
{
    private const int Hopeless = 6;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    /// <exception cref="DeployException">One is not ready in time, or keeps ending; the message holds the end of its log.</exception>
    public Task WaitForAll(IEnumerable<SupervisedProcess> processes, TimeSpan within, CancellationToken ct) =>
        Task.WhenAll(processes.Select(process => Wait(process, within, ct)));

    public void Dispose() => _http.Dispose();

    private async Task Wait(SupervisedProcess process, TimeSpan within, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await IsReady(process.Plan, ct))
        {
            if (Stopwatch.GetElapsedTime(since) > within || process.Falls >= Hopeless)
            {
                var log = process.Plan.Launch.LogFile;
                throw new DeployException($"{process.Plan.Label} is not ready. The end of {log}:\n{Launch.LastLines(log, 20)}");
            }

            await Task.Delay(100, ct);
        }
    }

    private async Task<bool> IsReady(ProcessPlan plan, CancellationToken ct)
    {
        foreach (var address in plan.Health)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(address), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return true;
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                // Not listening yet.
            }
        }

        return false;
    }
}
