using Microsoft.Extensions.Logging;

namespace Sync.Messaging;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "RabbitMQ is away, trying again: {Why}")]
    public static partial void BrokerAway(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Error, "RabbitMQ answers, and yet the consumers have not started in {Seconds} s: the service ends, to be started anew. Missing: {Queues}")]
    public static partial void BusDoesNotStart(this ILogger logger, int seconds, string queues);

    [LoggerMessage(LogLevel.Warning, "A consumer could not work off an empty envelope; trying again")]
    public static partial void NotWarm(this ILogger logger, Exception cause);

    [LoggerMessage(LogLevel.Warning, "The outbox waits: {Why}")]
    public static partial void OutboxWaits(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "{Consumer} tries again: {Why}")]
    public static partial void TryingAgain(this ILogger logger, string consumer, string why);

    [LoggerMessage(LogLevel.Error, "Dead-lettered at {Stage}: {Key}, {Class}")]
    public static partial void DeadLettered(this ILogger logger, string stage, string key, string @class, Exception cause);
}
