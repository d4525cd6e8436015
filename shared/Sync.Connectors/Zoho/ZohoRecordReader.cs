using System.Text.Json;

namespace Sync.Connectors.Zoho;

/// <summary>Reads records by id, and the columns of a page that did not go into its call.</summary>
internal sealed class ZohoRecordReader(ZohoClient client, ZohoFieldTypes fieldTypes, TimeProvider clock)
{
    /// <summary>Source: "Get Records", parameter <c>ids</c>.</summary>
    public const int IdsPerCall = 100;

    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string>? fields, CancellationToken ct)
    {
        // Zoho refuses a whole call because of one id that cannot be one; nobody has such a record.
        var ids = recordIds.Select(ZohoNames.RecordId).OfType<string>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return CallResult<IReadOnlyList<SourceRecord>>.Ok([]);
        }

        var prepared = await Columns(module, fields, ct);
        if (!prepared.TryGet(out var columns, out var fault))
        {
            return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
        }

        var completed = await Rows(module, ids, columns, ct);
        if (!completed.TryGet(out var records, out fault))
        {
            return completed;
        }

        var found = records.DistinctBy(record => record.RecordId).ToDictionary(record => record.RecordId);
        return CallResult<IReadOnlyList<SourceRecord>>.Ok([.. ids.Where(found.ContainsKey).Select(id => found[id])]);
    }

    private async Task<CallResult<IReadOnlyList<SourceRecord>>> Rows(
        string module, List<string> ids, ZohoColumns columns, CancellationToken ct)
    {
        var rows = new List<JsonElement>();
        foreach (var some in ids.Chunk(IdsPerCall))
        {
            var read = await ById(module, some, columns.First, ct);
            if (!read.TryGet(out var page, out var fault))
            {
                return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
            }

            rows.AddRange(page.Items);
        }

        return await Complete(module, rows, columns, ct);
    }

    public async Task<CallResult<ZohoColumns>> Columns(
        string module, IReadOnlyCollection<string>? fields, CancellationToken ct, params string[] more)
    {
        if (fields is { Count: 0 })
        {
            return CallResult<ZohoColumns>.Ok(ZohoColumns.Of(module, fields, NoTypes, more));
        }

        var known = await fieldTypes.All(module, ct);
        return known.TryGet(out var types, out var fault)
            ? CallResult<ZohoColumns>.Ok(ZohoColumns.Of(module, fields, types, more))
            : CallResult<ZohoColumns>.Failed(fault);
    }

    /// <summary>Records of rows that hold the first columns.</summary>
    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Complete(
        string module, IReadOnlyList<JsonElement> rows, ZohoColumns columns, CancellationToken ct)
    {
        var first = columns.Rest.Count == 0 ? columns.Wanted : [.. columns.Wanted.Intersect(columns.First.Split(','))];
        var records = rows.Select(row => ZohoRow.Source(row, module, first, clock.GetUtcNow())).OfType<SourceRecord>().ToList();
        foreach (var names in columns.Rest)
        {
            foreach (var some in records.Select(record => record.RecordId).ToList().Chunk(IdsPerCall))
            {
                var read = await ById(module, some, names, ct);
                if (!read.TryGet(out var page, out var fault))
                {
                    return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
                }

                Add(records, page.Items, [.. names.Split(',').Intersect(columns.Wanted)], module);
            }
        }

        return CallResult<IReadOnlyList<SourceRecord>>.Ok(records);
    }

    private static readonly Dictionary<string, string> NoTypes = [];

    private void Add(List<SourceRecord> records, IEnumerable<JsonElement> rows, IReadOnlyList<string> names, string module)
    {
        var more = rows.Select(row => ZohoRow.Source(row, module, names, clock.GetUtcNow())).OfType<SourceRecord>()
            .DistinctBy(record => record.RecordId).ToDictionary(record => record.RecordId);
        for (var i = 0; i < records.Count; i++)
        {
            if (more.TryGetValue(records[i].RecordId, out var part))
            {
                records[i] = records[i] with
                {
                    Fields = records[i].Fields.Concat(part.Fields).DistinctBy(field => field.Key).ToDictionary(),
                };
            }
        }
    }

    // Leads that were converted are left out unless asked for.
    private async Task<CallResult<ZohoRows>> ById(string module, IEnumerable<string> ids, string columns, CancellationToken ct)
    {
        var converted = module == "Leads" ? "&converted=both" : "";
        return ZohoRows.Of(
            await client.Get($"{Uri.EscapeDataString(module)}?ids={string.Join(',', ids)}&fields={columns}{converted}", ct), module);
    }
}
