using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/coql: reads the database itself, so a change is seen at once.</summary>
internal sealed class ZohoCoql(ZohoState state, ZohoJson recordJson, ZohoLimits limits)
{
    public void Run(Call call)
    {
        if (!call.TryJson(out var root) || root.Text("select_query") is not { Length: > 0 } text)
        {
            ZohoError.Missing("select_query", 0).Answer(call);
            return;
        }

        var query = CoqlParser.Parse(state, text);
        var credits = query.Limit <= 200 ? 1 : query.Limit <= 1_000 ? 2 : 3;
        if (limits.Admit(call, credits, heavy: true))
        {
            var found = Find(query);
            if (query.Aggregates)
            {
                Answer(call, query, Grouped(query, found).ToList(), WriteGroup);
            }
            else
            {
                Answer(call, query, found, WriteRow);
            }
        }
    }

    private static void Answer<T>(Call call, CoqlQuery query, List<T> all, Action<Utf8JsonWriter, CoqlQuery, T> write)
    {
        var rows = all.Skip(query.Offset).Take(query.Limit).ToList();
        call.Records = rows.Count;
        if (rows.Count == 0)
        {
            call.Status = 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        rows.ForEach(row => write(json, query, row));
        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("count", rows.Count);
        json.WriteBoolean("more_records", query.Offset + rows.Count < all.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Without "group by" all records are one group, also when there are none.</summary>
    private static IEnumerable<List<ZohoRecord>> Grouped(CoqlQuery query, List<ZohoRecord> found) => query.Groups.Count == 0
        ? [found]
        : found.GroupBy(record => string.Join('\u0001', query.Groups.Select(column => column.Comparable(record)))).Select(group => group.ToList());

    /// <summary>Converted leads are hidden unless the query speaks of conversion.</summary>
    private static List<ZohoRecord> Find(CoqlQuery query)
    {
        var from = query.Where.Candidates?.Invoke() ?? query.Module.Live;
        var found = from
            .Where(record => (query.MentionsConversion || record.Converted is null) && query.Where.Matches(record)).ToList();
        if (query.Order.Count > 0)
        {
            found.Sort((a, b) => Compare(query, a, b));
        }

        return found;
    }

    private static int Compare(CoqlQuery query, ZohoRecord a, ZohoRecord b)
    {
        foreach (var (column, descending) in query.Order)
        {
            var difference = CoqlColumn.Compare(column.Comparable(a), column.Comparable(b));
            if (difference != 0)
            {
                return descending ? -difference : difference;
            }
        }

        return a.Id.CompareTo(b.Id);
    }

    private void WriteRow(Utf8JsonWriter json, CoqlQuery query, ZohoRecord record)
    {
        json.WriteStartObject();
        foreach (var output in query.Outputs.Where(output => !output.Column.IsId))
        {
            json.WritePropertyName(output.Key);
            CoqlJson.Write(json, recordJson, output.Column, output.Column.Of(record));
        }

        json.WriteString(ZohoNames.Id, record.IdText);
        json.WriteEndObject();
    }

    private void WriteGroup(Utf8JsonWriter json, CoqlQuery query, List<ZohoRecord> records)
    {
        json.WriteStartObject();
        foreach (var output in query.Outputs)
        {
            json.WritePropertyName(output.Key);
            if (output.Function is null)
            {
                CoqlJson.Write(json, recordJson, output.Column, records.Count == 0 ? null : output.Column.Of(records[0]));
            }
            else
            {
                CoqlJson.Write(json, output.Of(records));
            }
        }

        json.WriteEndObject();
    }
}
