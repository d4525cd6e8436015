using RabbitMQ.Client;
using Sync.Testing;

namespace Sync.Messaging.Tests;

/// <summary>What a test does to the broker by itself, past the code under test.</summary>
internal static class Broker
{
    /// <summary>Puts bytes into a queue (full name).</summary>
    public static async Task Put(this RabbitMq rabbit, string queue, byte[] body, string? contentType = null)
    {
        await using var connection = await RabbitMq.Connect(rabbit.Uri);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { Persistent = true, ContentType = contentType };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body);
    }

    public static async Task DeleteExchange(this RabbitMq rabbit, string exchange)
    {
        await using var connection = await RabbitMq.Connect(rabbit.Uri);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(exchange);
    }
}
