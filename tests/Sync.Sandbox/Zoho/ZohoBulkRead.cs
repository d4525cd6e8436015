using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>One export.</summary>
internal sealed record ZohoBulkRead(string Id, long Asked, ZohoModule Module, int Page, int Rows, bool More, string Csv)
{
    private const int RowsPerPage = 200_000;

    /// <summary>"Id" first, then the fields; lookups and owners by their ids, as the vendor exports them.</summary>
    public static string Table(IReadOnlyList<ZohoField> fields, IEnumerable<ZohoRecord> records, ZohoState state)
    {
        var csv = new StringBuilder("Id");
        foreach (var field in fields)
        {
            csv.Append(',').Append(field.Name);
        }

        csv.Append('\n');
        foreach (var record in records)
        {
            csv.Append(record.IdText);
            foreach (var field in fields)
            {
                csv.Append(',').Append(Quoted(Text(field.Of(record), state)));
            }

            csv.Append('\n');
        }

        return csv.ToString();
    }

    public void Write(Utf8JsonWriter json, ZohoState state, bool done)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("operation", "read");
        json.WriteString("state", done ? "COMPLETED" : "IN PROGRESS");
        json.WriteStartObject("query");
        json.WriteStartObject("module");
        json.WriteString("api_name", Module.Name);
        json.WriteEndObject();
        json.WriteNumber("page", Page);
        json.WriteEndObject();
        json.WritePropertyName("created_by");
        ZohoUser.Sync.WriteShort(json);
        json.WriteString("created_time", state.Time.Iso(Asked));
        if (done)
        {
            WriteResult(json);
        }

        json.WriteString("file_type", "csv");
        json.WriteEndObject();
    }

    private void WriteResult(Utf8JsonWriter json)
    {
        json.WriteStartObject("result");
        json.WriteNumber("page", Page);
        json.WriteNumber("per_page", RowsPerPage);
        json.WriteNumber("count", Rows);
        json.WriteString("download_url", $"/crm/bulk/v8/read/{Id}/result");
        json.WriteBoolean("more_records", More);
        json.WriteEndObject();
    }

    private static string Text(object? value, ZohoState state) => value switch
    {
        Instant instant => state.Time.Iso(instant.At),
        bool flag => flag ? "true" : "false",
        ZohoRecord other => other.IdText,
        ZohoUser user => user.Id.ToString(CultureInfo.InvariantCulture),
        IReadOnlyList<string> texts => string.Join(';', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
