namespace Sync.Writer;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "PostgreSQL is away: {Why}")]
    public static partial void DatabaseAway(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Warning, "Not hearing of other instances' work for the moment: {Why}")]
    public static partial void NotListening(this ILogger logger, string why);

    [LoggerMessage(LogLevel.Information, "Took the lane of {Connection}, epoch {Epoch}")]
    public static partial void LaneTaken(this ILogger logger, string connection, long epoch);

    [LoggerMessage(LogLevel.Information, "Left the lane of {Connection}, epoch {Epoch}")]
    public static partial void LaneLeft(this ILogger logger, string connection, long epoch);

    [LoggerMessage(LogLevel.Warning, "{Connection} cannot be used for now ({Class}): {Why}")]
    public static partial void NotProved(this ILogger logger, string connection, string @class, string why);

    [LoggerMessage(LogLevel.Information, "{Count} writes to {Connection} were cut off and will be looked up before they are sent again")]
    public static partial void CutOff(this ILogger logger, string connection, int count);

    [LoggerMessage(LogLevel.Warning, "The lease of {Connection} was lost during a batch; whoever has the lane now looks up what was done")]
    public static partial void LeaseLost(this ILogger logger, string connection);

    [LoggerMessage(LogLevel.Error, "The lane of {Connection} broke off and is taken up anew")]
    public static partial void LaneFailed(this ILogger logger, string connection, Exception cause);

    [LoggerMessage(LogLevel.Error, "A batch of {Count} records to {Connection} failed before it could be noted")]
    public static partial void BatchFailed(this ILogger logger, string connection, int count, Exception cause);

    [LoggerMessage(LogLevel.Error, "{Errand} of the lane of {Connection} broke off")]
    public static partial void ErrandFailed(this ILogger logger, string connection, string errand, Exception cause);

    [LoggerMessage(LogLevel.Information, "Checked {Connection}: {Lines} lines, {Wrong} of them wrong")]
    public static partial void CheckedUp(this ILogger logger, string connection, int lines, int wrong);

    [LoggerMessage(LogLevel.Warning, "{Connection} is not as it should be: {Check}: {Problem}. {Cure}")]
    public static partial void Drifted(this ILogger logger, string connection, string check, string? problem, string? cure);

    [LoggerMessage(LogLevel.Error, "The checkup of {Connection} broke off")]
    public static partial void CheckupFailed(this ILogger logger, string connection, Exception cause);

    [LoggerMessage(LogLevel.Information, "The trial of {Route} is over: {Result}")]
    public static partial void TrialOver(this ILogger logger, string route, string result);

    [LoggerMessage(LogLevel.Information, "The webhooks of {Connection} are registered ({Done}), until {Until}")]
    public static partial void Registered(this ILogger logger, string connection, string done, DateTimeOffset? until);

    [LoggerMessage(LogLevel.Warning, "The webhooks of {Connection} are not registered as wished: {Notices}")]
    public static partial void RegisteredLess(this ILogger logger, string connection, string notices);

    [LoggerMessage(LogLevel.Warning, "The webhooks of {Connection} cannot be registered for now ({Class}): {Why}")]
    public static partial void NotRegistered(this ILogger logger, string connection, string @class, string why);

    [LoggerMessage(LogLevel.Warning, "The webhooks of {Connection} are not registered: {Why}. Set it to where vendors reach the ingress")]
    public static partial void NobodyRegisters(this ILogger logger, string connection, string why);

    [LoggerMessage(LogLevel.Warning, "The deals of {Connection} cannot be read for now ({Class}): {Why}")]
    public static partial void DealsNotRead(this ILogger logger, string connection, string @class, string why);

    [LoggerMessage(LogLevel.Debug, "No report this time: {Why}")]
    public static partial void NoReport(this ILogger logger, string why);
}
