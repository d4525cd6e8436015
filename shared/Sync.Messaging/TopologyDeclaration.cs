using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Sync.Messaging;

/// <summary>
/// Declares every exchange and queue, whoever consumes them: a message published before its consumer ever started must wait,
/// not vanish. Runs at start, and again whenever the broker says that a message had nowhere to go.
/// </summary>
public sealed class TopologyDeclaration(IOptions<MessagingOptions> options, ILogger<TopologyDeclaration> logger, TimeProvider time)
    : BackgroundService
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDeclared => _declared.Task.IsCompletedSuccessfully;

    /// <summary>Returns when everything has been declared for the first time.</summary>
    public Task Declared(CancellationToken ct) => _declared.Task.WaitAsync(ct);

    public async Task Declare(CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            var factory = new ConnectionFactory { Uri = new Uri(options.Value.Uri), ClientProvidedName = "sync-topology" };
            await using var connection = await factory.CreateConnectionAsync(ct);
            try
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: ct);
                foreach (var flow in Topology.Flows)
                {
                    await Declare(channel, flow, options.Value.Prefix, ct);
                }
            }
            finally
            {
                // A broker that says nothing is not waited for to say farewell as well.
                await connection.AbortAsync(TimeSpan.FromSeconds(2));
            }

            _declared.TrySetResult();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsDeclared)
        {
            try
            {
                await Declare(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, as a broker that is slow to make a queue: a service that ended for it would only come back and ask again.
                logger.BrokerAway(cause.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }

    // The exchange named like its queue is MassTransit's way of binding; declared here in the same shape, so that neither side
    // finds the other's declaration wrong.
    private static async Task Declare(IChannel channel, Flow flow, string prefix, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(prefix + flow.Exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        foreach (var queue in flow.Queues)
        {
            var name = prefix + queue;
            await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.ExchangeBindAsync(name, prefix + flow.Exchange, "", cancellationToken: ct);
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false,
                Topology.ArgumentsOf(queue, prefix), cancellationToken: ct);
            await channel.QueueBindAsync(name, name, "", cancellationToken: ct);
        }
    }
}
