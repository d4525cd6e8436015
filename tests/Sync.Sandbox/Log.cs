namespace Sync.Sandbox;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The stand-in for {Vendor} could not answer {Method} {Path}")]
    public static partial void CallFailed(this ILogger log, Exception mistake, string vendor, string method, string path);

    [LoggerMessage(LogLevel.Warning, "{Vendor}: the address of webhook {HookId} answered 410")]
    public static partial void AddressGone(this ILogger log, string vendor, string hookId);
}
