using System.Globalization;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>What the control port shows: journal, records, summary, deliveries.</summary>
internal sealed class Views(IVendor[] vendors, Journal journal, WebhookSender sender)
{
    private const int RecordsAtOnce = 1_000;

    public void Journal(Call call)
    {
        var query = call.Query;
        var vendor = query["vendor"] is { Length: > 0 } name ? VendorName.Require(name) : null;
        var after = long.TryParse(query["after"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var (entries, next) = journal.After(after, Math.Clamp(query.Number("limit") ?? 1_000, 1, 100_000), vendor);
        var json = call.Json;
        json.WriteStartObject();
        json.WriteNumber("next", next);
        json.WriteStartArray("entries");
        foreach (var (seq, entry) in entries)
        {
            Write(call, seq, entry);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Summary(Call call)
    {
        call.Json.WriteStartObject();
        foreach (var vendor in vendors)
        {
            call.Json.WriteStartObject(vendor.Name);
            vendor.WriteSummary(call.Json);
            vendor.Traffic.Write(call.Json);
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndObject();
    }

    public void Webhooks(Call call)
    {
        call.Json.WriteStartObject();
        foreach (var vendor in vendors)
        {
            call.Json.WriteStartObject(vendor.Name);
            sender.Counts(vendor.Name).Write(call.Json);
            WriteMisbehaviour(call, sender.Misbehaviour(vendor.Name));
            call.Json.WriteStartArray("registered");
            vendor.WriteHooks(call.Json);
            call.Json.WriteEndArray();
            call.Json.WriteEndObject();
        }

        call.Json.WriteEndObject();
    }

    /// <summary>A JSON array, sent in pieces: a module may hold hundreds of thousands of records.</summary>
    public static async Task Records(Call call, IVendor vendor, string module)
    {
        var email = call.Query["email"];
        var records = vendor.Records(module, string.IsNullOrEmpty(email) ? null : email)
            ?? throw new BadControlCallException($"{vendor.Name} has no module '{module}'. It has: {string.Join(", ", vendor.Modules)}.");
        var offset = Math.Max(call.Query.Number("offset") ?? 0, 0);
        var end = Math.Min((long)offset + (call.Query.Number("limit") ?? int.MaxValue), records.Count);
        call.Json.WriteStartArray();
        for (var start = offset; start < end; start += RecordsAtOnce)
        {
            vendor.WriteRecords(module, [.. records.Skip(start).Take((int)Math.Min(RecordsAtOnce, end - start))], call.Json);
            if (end - offset > RecordsAtOnce)
            {
                await SendPiece(call);
            }
        }

        call.Json.WriteEndArray();
        if (call.Http.Response.HasStarted)
        {
            await SendPiece(call);
        }
    }

    private static async Task SendPiece(Call call)
    {
        await call.Json.FlushAsync(call.Http.RequestAborted);
        if (!call.Http.Response.HasStarted)
        {
            call.Http.Response.ContentType = call.ContentType;
        }

        await call.Http.Response.Body.WriteAsync(call.Answer.Buffer.Written, call.Http.RequestAborted);
        call.Answer.Buffer.Clear();
    }

    private static void WriteMisbehaviour(Call call, Misbehaviour how)
    {
        call.Json.WriteNumber("drop", how.Drop);
        call.Json.WriteNumber("duplicate", how.Duplicate);
        call.Json.WriteNumber("reorder", how.Reorder);
        call.Json.WriteNumber("delayMs", how.Delay.TotalMilliseconds);
    }

    private static void Write(Call call, long seq, in JournalEntry entry)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteNumber("seq", seq);
        json.WriteString("at", new DateTime(entry.At, DateTimeKind.Utc));
        json.WriteString("vendor", entry.Vendor);
        json.WriteString("method", entry.Method);
        json.WriteString("path", entry.Path);
        json.WriteNumber("status", entry.Status);
        json.WriteNumber("records", entry.Records);
        json.WriteNumber("ms", Math.Round(entry.Milliseconds, 3));
        json.WriteString("trace", (entry.TraceHigh | entry.TraceLow) == 0 ? null : $"{entry.TraceHigh:x16}{entry.TraceLow:x16}");
        json.WriteEndObject();
    }
}
