using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Sync.Sandbox.Delivery;

/// <summary>Sends webhooks in the background over at most 32 connections, each once, and lets them go wrong as asked.</summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private const int Connections = 32;
    private const int Room = 500_000;

    private readonly Channel<Webhook> _queue = Channel.CreateBounded<Webhook>(Room);
    private readonly ConcurrentDictionary<string, DeliveryCounts> _counts = new();
    private readonly ConcurrentDictionary<string, Misbehaviour> _misbehaviour = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly WebhookPost _post = new(Connections);
    private readonly ILogger _log;
    private readonly Task[] _workers;

    public WebhookSender(TimeProvider clock, ILogger log)
    {
        _log = log;
        _clock = clock;
        _workers = [.. Enumerable.Range(0, Connections).Select(_ => Task.Run(Work))];
    }

    public DeliveryCounts Counts(string vendor) => _counts.GetOrAdd(vendor, _ => new DeliveryCounts());

    public Misbehaviour Misbehaviour(string vendor) => _misbehaviour.GetValueOrDefault(vendor, Delivery.Misbehaviour.None);

    public void Misbehave(string vendor, Misbehaviour how) => _misbehaviour[vendor] = how;

    /// <summary>Queues one delivery and returns at once.</summary>
    public void Send(Webhook hook)
    {
        var how = Misbehaviour(hook.Vendor);
        var counts = Counts(hook.Vendor);
        counts.Emitted();
        if (Random.Shared.NextDouble() < how.Drop)
        {
            counts.Dropped();
            return;
        }

        Queue(hook, how, counts);
        if (Random.Shared.NextDouble() < how.Duplicate)
        {
            counts.Duplicated();
            Queue(hook, how, counts);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await Task.WhenAll(_workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _post.Dispose();
        _stop.Dispose();
    }

    private void Queue(Webhook hook, Misbehaviour how, DeliveryCounts counts)
    {
        counts.Queued();
        var due = _clock.GetUtcNow() + how.Delay + hook.After;
        if (Random.Shared.NextDouble() < how.Reorder)
        {
            counts.Reordered();
            _ = HoldBack(hook with { Due = due }, counts);
        }
        else
        {
            Enqueue(hook with { Due = due }, counts);
        }
    }

    /// <summary>A delivery arrives behind later ones because it waits before it even queues.</summary>
    private async Task HoldBack(Webhook hook, DeliveryCounts counts)
    {
        await Task.Delay(Random.Shared.Next(50, 1_000), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Enqueue(hook, counts);
    }

    private void Enqueue(Webhook hook, DeliveryCounts counts)
    {
        if (!_queue.Writer.TryWrite(hook))
        {
            counts.NoRoom();
        }
    }

    private async Task Work()
    {
        await foreach (var hook in _queue.Reader.ReadAllAsync(_stop.Token))
        {
            if (hook.Due - _clock.GetUtcNow() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _clock, _stop.Token);
            }

            var status = await _post.Send(hook, _stop.Token);
            Counts(hook.Vendor).Answered(status);
            hook.Answered?.Invoke(status);
            if (status == 410)
            {
                _log.AddressGone(hook.Vendor, hook.HookId);
            }
        }
    }
}
