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

        try
        {
            var query = CoqlParser.Parse(state, text);
            var credits = query.Limit <= 200 ? 1 : query.Limit <= 1_000 ? 2 : 3;
            if (limits.Admit(call, credits, heavy: true))
            {
                Answer(call, query);
            }
        }
        catch (CoqlException mistake)
        {
            mistake.Error.Answer(call);
        }
    }

    private void Answer(Call call, CoqlQuery query)
    {
        var found = Find(query);
        var cut = found.Skip(query.Offset).Take(query.Limit).ToList();
        call.Records = cut.Count;
        if (cut.Count == 0)
        {
            call.Status = 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray(ZohoNames.Data);
        foreach (var record in cut)
        {
            WriteRow(json, query, record);
        }

        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("count", cut.Count);
        json.WriteBoolean("more_records", query.Offset + cut.Count < found.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

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
        foreach (var column in query.Columns)
        {
            if (!column.IsId)
            {
                json.WritePropertyName(column.Name);
                WriteValue(json, column, column.Of(record));
            }
        }

        json.WriteString(ZohoNames.Id, record.IdText);
        json.WriteEndObject();
    }

    /// <summary>A lookup is only its id unless the query joins.</summary>
    private void WriteValue(Utf8JsonWriter json, CoqlColumn column, object? value)
    {
        switch (value)
        {
            case ZohoRecord other: WriteId(json, other.IdText); break;
            case ZohoUser user: WriteId(json, user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case long id when column.Field is null: json.WriteStringValue(id.ToString(System.Globalization.CultureInfo.InvariantCulture)); break;
            case null when column.Field is null: json.WriteNullValue(); break;
            default: recordJson.WriteValue(json, column.Field!, value); break;
        }
    }

    private static void WriteId(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Id, id);
        json.WriteEndObject();
    }
}
