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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(60);

    /// <summary>Returns when all is sent and answered; what could not begin in time is left out.</summary>
    public async Task Run(LoadPlan plan, TimeSpan over, CancellationToken ct)
    {
        using var http = Client();
        var doors = Enumerable.Range(0, stack.Endpoints.IngressAll?.Count ?? 1).Select(instance => new Door(http, stack.Hook(instance))).ToArray();
        using var slots = new SemaphoreSlim(AtOnce);
        var since = Stopwatch.GetTimestamp();
        var sends = new List<Task>(plan.Sends.Count);
        for (var place = 0; place < plan.Sends.Count && Stopwatch.GetElapsedTime(since) < over + Allowance; place++)
        {
            var door = doors[place % doors.Length];
            await door.Open();
            if (over * ((double)place / plan.Sends.Count) - Stopwatch.GetElapsedTime(since) is { TotalMilliseconds: > 1 } early)
                await Task.Delay(early, ct);
            await slots.WaitAsync(ct);
            sends.Add(Send(http, door, plan.Sends[place], slots, ct));
        }

        await Task.WhenAll(sends);
        await Task.WhenAll(doors.Select(door => door.Open()));
    }

    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = AtOnce,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Patience,
    };

    private static async Task Send(HttpClient http, Door door, Delivery delivery, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            delivery.Sending();
            using var answer = await http.PostAsync(door.Hook, AcWebhook.Content(delivery.Body), ct);
            delivery.Answered(answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Attempted, not acknowledged.
            door.Shut();
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            // The same; but somebody is there.
        }
        finally
        {
            slots.Release();
        }
    }
}
