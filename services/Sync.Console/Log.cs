namespace Sync.Console;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Replays wait, trying again in half a second: {Why}")]
    public static partial void ReplaysWait(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "What went which way is counted on and kept later: {Why}")]
    public static partial void TrafficWaits(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "The pages' live numbers wait for the database: {Why}")]
    public static partial void PulseWaits(this ILogger logger, string why);
}
