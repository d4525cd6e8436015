using System.Diagnostics;

namespace Sync.ServiceDefaults;

public static class Tracing
{
    /// <summary>A span of the trace that a webhook began, known by the <c>traceparent</c> that travels with each item; null when nobody
    /// listens.</summary>
    public static Activity? StartItem(this ActivitySource source, string name, string? trace) =>
        source.HasListeners() && ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            ? source.StartActivity(name, ActivityKind.Consumer, parent)
            : null;
}
