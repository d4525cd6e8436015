using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>Keeps dead letters where people can look at them.</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps each once, by key and stage.</summary>
    Task Keep(IReadOnlyList<DeadLettered> letters, CancellationToken ct);
}

/// <summary>
/// Moves the dead-letter queue into a store: first kept, then acknowledged. Reads the queue with the plain client, because a
/// message may lie there for the very reason that it cannot be read as a contract.
/// </summary>
public sealed class DeadLetterQueue(
    IDeadLetterStore store, IOptions<MessagingOptions> options, TopologyDeclaration topology, StorageReadiness readiness,
    TimeProvider time, ILogger<DeadLetterQueue> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadUntilBroken(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                logger.BrokerAway(cause.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
        }
    }

    private async Task ReadUntilBroken(CancellationToken ct)
    {
        await topology.Declare(ct);
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Value.Uri), ClientProvidedName = "sync-dead-letters", AutomaticRecoveryEnabled = false,
        };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.BasicQosAsync(0, 50, false, ct);
        var broken = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => Move(channel, message, broken, ct);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            broken.TrySetException(new IOException(reason.ReplyText));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(options.Value.Prefix + Topology.DeadLetter, autoAck: false, consumer, ct);
        await broken.Task.WaitAsync(ct);
    }

    private async Task Move(IChannel channel, BasicDeliverEventArgs message, TaskCompletionSource broken, CancellationToken ct)
    {
        try
        {
            await store.Keep(DeadLetterReader.Read(message.Body, ReasonOf(message), time.GetUtcNow()), ct);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
        }
        catch (Exception cause)
        {
            // The connection is given up and the queue read anew after a second: nothing was acknowledged, so nothing is lost.
            broken.TrySetException(cause);
        }
    }

    private static string ReasonOf(BasicDeliverEventArgs message) =>
        message.BasicProperties.Headers is { } headers
        && headers.TryGetValue("x-first-death-queue", out var queue) && queue is byte[] name
            ? $"queue {Encoding.UTF8.GetString(name)}"
            : "no queue named";
}
