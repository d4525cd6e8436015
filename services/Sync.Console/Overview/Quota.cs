namespace Sync.Console.Overview;

/// <summary>What is used of a vendor's allowance of 24 hours, which slide: in the vendor's measure, credits or calls.</summary>
/// <param name="Left">By <c>sync.yaml</c> or by what the vendor says; null where neither tells.</param>
public sealed record Quota(long UsedInDay, long UsedInHour, long? Left)
{
    /// <summary>Seconds until nothing is left, at the speed of the last hour; null where it lasts for a day or more, or nobody knows.</summary>
    public double? ExhaustedInSeconds =>
        Left is { } left && UsedInHour > 0 && left * 3600.0 / UsedInHour is var seconds && seconds < TimeSpan.SecondsPerDay ? Math.Round(seconds) : null;

    internal static Quota? Of(IReadOnlyDictionary<string, double> numbers, string connection) =>
        numbers.TryGetValue($"lane.{connection}.usedInDay", out var used)
            ? new Quota(
                (long)used, (long)numbers.GetValueOrDefault($"lane.{connection}.usedInHour"),
                numbers.TryGetValue($"lane.{connection}.leftInDay", out var left) ? (long)left : null)
            : null;
}
