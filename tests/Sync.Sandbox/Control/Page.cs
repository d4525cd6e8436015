using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>One HTML page: the newest records of each vendor and the last calls.</summary>
internal static class Page
{
    private const int Shown = 20;

    private static readonly string[] Columns =
        ["id", "email", "Email", "firstName", "First_Name", "lastName", "Last_Name", "Account_Name", "Deal_Name", "Subject", "Note_Content",
         "phone", "Phone", "udate", "Modified_Time"];

    public static void Write(Call call, IVendor[] vendors, Journal journal)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Sandbox</title>
            <style>body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse;margin:.5rem 0 1.5rem}
            td,th{border:1px solid #ddd;padding:.2rem .5rem;text-align:left;white-space:nowrap}th{background:#f4f4f4}h2{margin-top:0}
            main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,40rem),1fr));gap:2rem;align-items:start}
            section{overflow-x:auto}.bad{color:#b00020;font-weight:600}</style></head><body>
            <h1>Sandbox</h1><p>As JSON: <a href="/summary">/summary</a>, <a href="/journal">/journal</a>, <a href="/webhooks">/webhooks</a>,
            <a href="/faults">/faults</a>, <a href="/limits">/limits</a>, <a href="/switches">/switches</a>.</p><main>
            """);
        WriteCalls(page, journal);
        foreach (var vendor in vendors)
        {
            WriteVendor(page, vendor);
        }

        page.Append("</main></body></html>");
        call.ContentType = "text/html; charset=utf-8";
        Encoding.UTF8.GetBytes(page.ToString(), call.Answer.Buffer);
    }

    private static void WriteVendor(StringBuilder page, IVendor vendor)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Safe(vendor.Name)}</h2>");
        foreach (var module in vendor.Modules)
        {
            var records = vendor.Records(module, null) ?? [];
            var part = records.Count > Shown ? $", the newest {Shown}" : "";
            page.Append(CultureInfo.InvariantCulture, $"<h3>{Safe(module)}: {records.Count}{part}</h3>");
            if (records.Count > 0)
            {
                WriteRecords(page, vendor, module, [.. records.Skip(Math.Max(0, records.Count - Shown)).Reverse()]);
            }
        }

        page.Append("</section>");
    }

    private static void WriteRecords(StringBuilder page, IVendor vendor, string module, IReadOnlyList<object> records)
    {
        var answer = Answer.Rent();
        answer.Json.WriteStartArray();
        vendor.WriteRecords(module, records, answer.Json);
        answer.Json.WriteEndArray();
        answer.Json.Flush();
        using var document = JsonDocument.Parse(answer.Buffer.Written);
        var rows = document.RootElement.EnumerateArray().ToList();
        var columns = Columns.Where(column => rows.Any(row => row.Text(column) is { Length: > 0 })).ToList();
        Row(page, "th", columns);
        foreach (var row in rows)
        {
            Row(page, "td", columns.Select(column => Cell(row, column)));
        }

        page.Append("</table>");
        answer.Return();
    }

    private static string Cell(JsonElement row, string column) =>
        row.Has(column, out var value) && value.ValueKind == JsonValueKind.Object ? value.Text("name") ?? "" : row.Text(column) ?? "";

    private static void WriteCalls(StringBuilder page, Journal journal)
    {
        page.Append("<section><h2>Last calls</h2>");
        Row(page, "th", ["seq", "at", "vendor", "method", "path", "status", "records", "ms"]);
        var (entries, _) = journal.After(Math.Max(0, journal.Next - 1 - (2 * Shown)), 2 * Shown, null);
        foreach (var (seq, entry) in Enumerable.Reverse(entries))
        {
            Row(page, "td", [
                $"{seq}", new DateTime(entry.At, DateTimeKind.Utc).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture), entry.Vendor,
                entry.Method, entry.Path, $"{entry.Status}", $"{entry.Records}", entry.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)],
                entry.Status is >= 200 and < 400 ? "" : " class=\"bad\"");
        }

        page.Append("</table></section>");
    }

    private static void Row(StringBuilder page, string cell, IEnumerable<string> texts, string how = "")
    {
        page.Append(cell == "th" ? "<table><tr>" : $"<tr{how}>");
        foreach (var text in texts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<{cell}>{Safe(text)}</{cell}>");
        }

        page.Append("</tr>");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
