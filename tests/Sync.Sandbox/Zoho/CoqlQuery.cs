namespace Sync.Sandbox.Zoho;

/// <summary>A parsed query.</summary>
internal sealed record CoqlQuery(
    ZohoModule Module, IReadOnlyList<CoqlOutput> Outputs, CoqlCondition Where, IReadOnlyList<CoqlColumn> Groups,
    IReadOnlyList<(CoqlColumn Column, bool Descending)> Order, int Offset, int Limit, bool MentionsConversion)
{
    /// <summary>Rows stand for groups of records, or for all of them.</summary>
    public bool Aggregates => Groups.Count > 0 || Outputs.Any(output => output.Function is not null);
}

/// <summary>One column of the answer.</summary>
/// <param name="Key">Its name in the answer: the alias, or what was written.</param>
/// <param name="Column">What is shown or counted.</param>
/// <param name="Function">count, sum, min, max or avg; null shows the column itself.</param>
internal sealed record CoqlOutput(string Key, CoqlColumn Column, string? Function)
{
    /// <summary>The function's value over the records of one group; null when there is none.</summary>
    public double? Of(IReadOnlyCollection<ZohoRecord> records)
    {
        if (Function == "count")
        {
            return records.Count(record => Column.Of(record) is not null);
        }

        var numbers = records.Select(Column.Comparable).OfType<double>().ToList();
        return numbers.Count == 0 ? null : Function switch
        {
            "sum" => numbers.Sum(),
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            _ => numbers.Average(),
        };
    }
}
