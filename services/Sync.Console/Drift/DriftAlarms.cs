using Sync.Console.Overview;

namespace Sync.Console.Drift;

/// <summary>Decides what of an audit's findings a person is told. Pure.</summary>
internal static class DriftAlarms
{
    private const int ShownEach = 5;

    public static IEnumerable<Alarm> Of(IReadOnlyList<DriftFinding> findings) =>
        from connection in findings.GroupBy(finding => finding.Connection)
        from alarm in Of(connection.Key, [.. connection])
        select alarm;

    private static IEnumerable<Alarm> Of(string connection, IReadOnlyList<DriftFinding> findings)
    {
        foreach (var finding in findings.Take(ShownEach))
        {
            yield return new Alarm(
                finding.What is "address" or "key" ? "error" : "warning",
                $"{connection}: {finding.What}: {finding.Problem.TrimEnd('.')} (since {finding.Since:yyyy-MM-dd HH:mm} UTC).", finding.Cure);
        }

        if (findings.Count > ShownEach)
        {
            yield return new Alarm("warning", $"{connection}: {findings.Count - ShownEach} more things are wrong.", $"sync doctor {connection} names them all.");
        }
    }
}
