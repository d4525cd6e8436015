namespace Sync.Console.Traffic;

/// <summary>What went one way in the hour before <paramref name="Until"/>, beside what is usual then.</summary>
/// <param name="Direction"><c>from</c> or <c>to</c> the connection.</param>
/// <param name="Usual">Null while too little is known to say.</param>
public sealed record TrafficNow(string Connection, string Direction, DateTime Until, long InHour, long? Usual)
{
    /// <summary>
    /// With a Poisson distribution around ten, fewer than two come in one hour of two thousand: twelve weeks. What is usually less than that may be
    /// nothing without meaning anything.
    /// </summary>
    private const long LeastUsual = 10;

    /// <summary>True if much less went than usual.</summary>
    public bool IsSilent => Usual is >= LeastUsual and var usual && InHour * 5 < usual;
}

/// <summary>Decides what is usual at an hour. Pure.</summary>
internal static class UsualTraffic
{
    /// <summary>So far back the same hour is looked at.</summary>
    public const int RememberedDays = 29;

    private static readonly int[] Weeks = [7, 14, 21, 28];
    private static readonly int[] Days = [1, 2, 3, 4, 5, 6];

    public static int[] DaysBack { get; } = [0, .. Days, .. Weeks];

    public static IReadOnlyList<TrafficNow> Of(IEnumerable<TrafficHour> hours, DateTimeOffset end) =>
    [
        .. hours.GroupBy(hour => (hour.Connection, hour.Direction)).Select(way => new TrafficNow(
            way.Key.Connection, way.Key.Direction, end.UtcDateTime, way.Where(hour => hour.DaysBack == 0).Sum(hour => hour.Count),
            Usual([.. way.Where(hour => hour.Since <= end.AddDays(-hour.DaysBack).AddHours(-1))]))),
    ];

    // The same weekday where one is known; in the first week the quietest day, which may have been the only one without work.
    private static long? Usual(IReadOnlyList<TrafficHour> known)
    {
        var weeks = known.Where(hour => Weeks.Contains(hour.DaysBack)).Select(hour => hour.Count).Order().ToList();
        var days = known.Where(hour => Days.Contains(hour.DaysBack)).Select(hour => hour.Count).ToList();
        return weeks.Count > 0 ? weeks[(weeks.Count - 1) / 2] : days.Count > 0 ? days.Min() : null;
    }
}
