namespace Sync.Handoff;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away: {Reason}")]
    public static partial void DatabaseAway(this ILogger logger, string reason);
}
