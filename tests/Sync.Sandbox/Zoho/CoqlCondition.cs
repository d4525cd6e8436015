namespace Sync.Sandbox.Zoho;

/// <summary>
/// A condition on records, and, where an index can answer part of it, the only records that can match.
/// </summary>
internal sealed record CoqlCondition(Func<ZohoRecord, bool> Matches, Func<IEnumerable<ZohoRecord>>? Candidates = null)
{
    public CoqlCondition And(CoqlCondition other) =>
        new(record => Matches(record) && other.Matches(record), Candidates ?? other.Candidates);

    public CoqlCondition Or(CoqlCondition other) =>
        new(record => Matches(record) || other.Matches(record),
            Candidates is null || other.Candidates is null ? null : () => Candidates().Union(other.Candidates()));

    public CoqlCondition Not() => new(record => !Matches(record));

    /// <summary>Equality with any of some values.</summary>
    public static CoqlCondition In(CoqlColumn column, ZohoModule module, IReadOnlyList<object> values)
    {
        if (values is [string one])
        {
            return new(record => column.Comparable(record) is string text && text.Equals(one, StringComparison.OrdinalIgnoreCase), Indexed(column, module, values));
        }

        var texts = values.OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = values.Where(value => value is not string).ToHashSet();
        return new(record => column.Comparable(record) is { } value && (value is string text ? texts.Contains(text) : others.Contains(value)),
            Indexed(column, module, values));
    }

    private static Func<IEnumerable<ZohoRecord>>? Indexed(CoqlColumn column, ZohoModule module, IReadOnlyList<object> values)
    {
        if (column.IsId)
        {
            return () => values.Select(id => module.Find((long)id)).OfType<ZohoRecord>().Distinct();
        }

        return column is { IsJoined: false, Field.Index: { } index } ? () => values.SelectMany(value => index.All(value as string)).Distinct() : null;
    }

    /// <summary>'%x%' contains, 'x%' starts with, '%x' ends with.</summary>
    public static Func<ZohoRecord, bool> Like(CoqlColumn column, string pattern)
    {
        var part = pattern.Trim('%');
        var (open, closed) = (pattern.StartsWith('%'), pattern.EndsWith('%'));
        return record => column.Comparable(record) is string text && (open, closed) switch
        {
            (true, true) => text.Contains(part, StringComparison.OrdinalIgnoreCase),
            (true, false) => text.EndsWith(part, StringComparison.OrdinalIgnoreCase),
            (false, true) => text.StartsWith(part, StringComparison.OrdinalIgnoreCase),
            _ => text.Equals(part, StringComparison.OrdinalIgnoreCase),
        };
    }
}
