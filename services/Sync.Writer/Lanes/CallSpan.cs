using System.Diagnostics;

namespace Sync.Writer.Lanes;

/// <summary>Spans of batches: each belongs to its first item's trace and is linked to the others'.</summary>
internal static class CallSpan
{
    private static readonly ActivitySource Spans = new("Sync.Writer");

    /// <summary>Always an activity, also when nobody listens: it carries the webhook's trace into the headers of the vendor call.</summary>
    public static Activity Start(string name, IReadOnlyList<string?> traces)
    {
        ActivityContext.TryParse(traces[0], null, isRemote: true, out var parent);
        var links = traces.Skip(1).Where(other => ActivityContext.TryParse(other, null, out _))
            .Select(other => new ActivityLink(ActivityContext.Parse(other!, null)));
        if (Spans.StartActivity(name, ActivityKind.Consumer, parent, links: links) is { } span)
        {
            return span;
        }

        var plain = new Activity(name);
        return traces[0] is { } trace ? plain.SetParentId(trace).Start() : plain.Start();
    }
}
