using System.Diagnostics;
using Sync.Testing.Stacks;

namespace Sync.Faults.Load;

/// <summary>
/// Sends a plan at an even pace, as ActiveCampaign does: each send once, whatever comes of it. What is not acknowledged was attempted,
/// and no more.
/// </summary>
internal sealed class LoadGenerator(Stack stack)
{
    private const int AtOnce = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Returns when all is sent and answered; what could not begin within three times the planned time is left out.</summary>
    public async Task Run(LoadPlan plan, TimeSpan over, CancellationToken ct)
    {
        var hooks = Enumerable.Range(0, stack.Endpoints.IngressAll?.Count ?? 1).Select(stack.Hook).ToArray();
        using var http = Client();
        using var slots = new SemaphoreSlim(AtOnce);
        var since = Stopwatch.GetTimestamp();
        var sends = new List<Task>(plan.Sends.Count);
        for (var place = 0; place < plan.Sends.Count && Stopwatch.GetElapsedTime(since) < over * 3; place++)
        {
            if (over * ((double)place / plan.Sends.Count) - Stopwatch.GetElapsedTime(since) is { TotalMilliseconds: > 1 } early)
                await Task.Delay(early, ct);
            await slots.WaitAsync(ct);
            sends.Add(Send(http, hooks[place % hooks.Length], plan.Sends[place], slots, ct));
        }

        await Task.WhenAll(sends);
    }

    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = AtOnce,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Patience,
    };

    private static async Task Send(HttpClient http, Uri hook, Delivery delivery, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            delivery.Sending();
            using var answer = await http.PostAsync(hook, AcWebhook.Content(delivery.Body), ct);
            delivery.Answered(answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // Attempted, not acknowledged.
        }
        finally
        {
            slots.Release();
        }
    }
}
