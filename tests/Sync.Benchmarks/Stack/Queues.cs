using System.Text;
using RabbitMQ.Client;
using Sync.Messaging;

namespace Sync.Benchmarks.Stack;

/// <summary>The broker's queues from outside.</summary>
internal sealed class Queues(string address) : IAsyncDisposable
{
    private static readonly string[] Names = [.. Topology.Flows.SelectMany(flow => flow.Queues).Distinct()];
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task<string> Version(CancellationToken ct)
    {
        await Open(ct);
        _connection!.ServerProperties!.TryGetValue("version", out var version);
        return version is byte[] text ? Encoding.UTF8.GetString(text) : "?";
    }

    /// <summary>Messages that wait for a consumer, over all queues.</summary>
    public async Task<long> Waiting(CancellationToken ct)
    {
        var channel = await Open(ct);
        var waiting = 0L;
        foreach (var name in Names)
        {
            waiting += await channel.MessageCountAsync(name, ct);
        }

        return waiting;
    }

    /// <summary>Puts messages on the bus and returns when the broker has them.</summary>
    /// <param name="exchange">As the topology names it.</param>
    public async Task Publish(string exchange, IReadOnlyList<byte[]> bodies, CancellationToken ct)
    {
        await Open(ct);
        await using var channel = await _connection!.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        var properties = new BasicProperties { Persistent = true, ContentType = "application/vnd.masstransit+json" };
        await Task.WhenAll(bodies.Select(body => channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body, ct).AsTask()));
    }

    /// <summary>Throws away what waits.</summary>
    public async Task Purge(CancellationToken ct)
    {
        var channel = await Open(ct);
        foreach (var name in Names)
        {
            await channel.QueuePurgeAsync(name, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.CloseAsync();
            await _connection.DisposeAsync();
        }
    }

    private async Task<IChannel> Open(CancellationToken ct)
    {
        _connection ??= await new ConnectionFactory { Uri = new Uri(address), ClientProvidedName = "bench" }.CreateConnectionAsync(ct);
        return _channel ??= await _connection.CreateChannelAsync(cancellationToken: ct);
    }
}
