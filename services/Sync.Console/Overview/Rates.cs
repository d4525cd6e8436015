namespace Sync.Console.Overview;

/// <summary>How fast numbers change. Pure.</summary>
internal static class Rates
{
    /// <summary>Change a second of a counter over the last while; 0 where it began anew.</summary>
    public static double PerSecond(IEnumerable<Sample> samples, TimeSpan over)
    {
        var line = samples.ToList();
        if (line.Count < 2)
        {
            return 0;
        }

        var first = line.FirstOrDefault(sample => line[^1].At - sample.At <= over);
        var seconds = (line[^1].At - first.At).TotalSeconds;
        return seconds <= 0 ? 0 : Math.Max(0, (line[^1].Value - first.Value) / seconds);
    }

    /// <summary>Seconds until nothing waits, at the speed of the last while; null while it grows or stands still.</summary>
    public static double? DrainSeconds(double waiting, double inPerSecond, double outPerSecond) =>
        waiting <= 0 ? 0 : outPerSecond > inPerSecond ? waiting / (outPerSecond - inPerSecond) : null;

    /// <summary>Seconds until a number that only gets smaller is 0; null while it does not.</summary>
    public static double? DrainSeconds(IEnumerable<Sample> samples, TimeSpan over)
    {
        var line = samples.ToList();
        if (line.Count == 0 || line[^1].Value <= 0)
        {
            return 0;
        }

        var first = line.First(sample => line[^1].At - sample.At <= over);
        var perSecond = (first.Value - line[^1].Value) / (line[^1].At - first.At).TotalSeconds;
        return perSecond > 0 ? line[^1].Value / perSecond : null;
    }

    /// <summary>Change of a counter in each of the last minutes, the oldest first.</summary>
    public static IReadOnlyList<double> PerMinute(IEnumerable<Sample> samples, DateTime now, int minutes)
    {
        var bars = new double[minutes];
        var line = samples.ToList();
        foreach (var (before, after) in line.Zip(line.Skip(1)))
        {
            var minute = minutes - 1 - (int)(now - after.At).TotalMinutes;
            if (minute >= 0 && minute < minutes)
            {
                bars[minute] += Math.Max(0, after.Value - before.Value);
            }
        }

        return bars;
    }

    /// <summary>The highest value of each of the last minutes, the oldest first.</summary>
    public static IReadOnlyList<double> HighestPerMinute(IEnumerable<Sample> samples, DateTime now, int minutes)
    {
        var bars = new double[minutes];
        foreach (var sample in samples)
        {
            var minute = minutes - 1 - (int)(now - sample.At).TotalMinutes;
            if (minute >= 0 && minute < minutes)
            {
                bars[minute] = Math.Max(bars[minute], sample.Value);
            }
        }

        return bars;
    }
}
