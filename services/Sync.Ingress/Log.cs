namespace Sync.Ingress;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "PostgreSQL is away: {Why}")]
    public static partial void DatabaseAway(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Error, "PostgreSQL and RabbitMQ are both away; {Count} deliveries refused with 503: {Why}")]
    public static partial void BothAway(this ILogger logger, int count, string why);

    [LoggerMessage(LogLevel.Warning, "A commit of {Count} deliveries failed; storing them one by one")]
    public static partial void StoringSingly(this ILogger logger, int count, Exception cause);

    [LoggerMessage(LogLevel.Error, "A delivery of {Connection} could not be stored; refused with 503")]
    public static partial void Refused(this ILogger logger, string connection, Exception cause);

    [LoggerMessage(LogLevel.Warning, "{Count} deliveries stay in the inbox until they can be published: {Why}")]
    public static partial void NotPublished(this ILogger logger, int count, string why);

    [LoggerMessage(LogLevel.Debug, "No report this time: {Why}")]
    public static partial void NoReport(this ILogger logger, string why);
}
