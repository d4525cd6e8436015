namespace Sync.Connectors.Parsing;

/// <summary>What an event looks like that nobody knows, for people: names of values, never the values. Pure.</summary>
internal static class SampleOf
{
    private const int MostNames = 30;
    private const int LongestName = 60;

    public static string Names(IEnumerable<string> names) => string.Join(
        ", ", names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(MostNames)
            .Select(name => name.Length <= LongestName ? name : name[..LongestName] + "…"));
}
