using Microsoft.Extensions.Logging;

namespace Sync.Storage;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The schema is up to date; {Count} scripts applied")]
    public static partial void Migrated(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Critical, "The schema could not be brought up to date; the service ends")]
    public static partial void NotMigrated(this ILogger logger, Exception cause);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL is away, trying again in a second: {Why}")]
    public static partial void DatabaseAway(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "What has had its time is forgotten later, PostgreSQL is away: {Why}")]
    public static partial void NotForgotten(this ILogger logger, string why);
}
