using Sync.Benchmarks.Load;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>Brings webhooks and the CRM calls that they led to together, by trace. Pure.</summary>
internal static class WriteTimes
{
    /// <summary>
    /// Milliseconds from each webhook to the answer of the call that carried it. A call bears one delivery's trace; the writer's log of
    /// calls says which deliveries went together, so each of them finds the call by the trace of one of its companions.
    /// </summary>
    /// <returns>The times, and for how many of them no call was found: there the time of the outcome stands in, an upper bound.</returns>
    public static (Latencies Times, int ByOutcome) Match(
        LoadResult load, IReadOnlyList<CarriedDelivery> carried, IEnumerable<VendorCall> calls)
    {
        // A person is written once here; were a call repeated, the first that succeeded counts.
        var answered = calls.GroupBy(call => call.Trace!).ToDictionary(group => group.Key, group => group.Min(call => call.Answered));
        var deliveries = carried.DistinctBy(delivery => delivery.Trace).ToDictionary(delivery => delivery.Trace);
        var times = new Latencies();
        var byOutcome = 0;
        foreach (var (number, at) in load.Starts)
        {
            if (!deliveries.TryGetValue(WebhookRequest.TraceOf(number), out var delivery))
            {
                throw new BenchException("A delivery that was accepted is not in the inbox under its trace.");
            }

            var call = delivery.Together.Append(delivery.Trace).Where(answered.ContainsKey)
                .Select(trace => (DateTimeOffset?)answered[trace]).Min();
            byOutcome += call is null ? 1 : 0;
            times.Add(((call ?? delivery.Settled ?? throw new BenchException("A delivery is not settled.")) - at).TotalMilliseconds);
        }

        return (times, byOutcome);
    }
}
