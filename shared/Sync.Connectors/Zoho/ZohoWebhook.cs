using System.Globalization;
using System.Text;
using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>Reads deliveries of the notification API and of workflow rules. Both only name what changed.</summary>
internal sealed class ZohoWebhook : IWebhook
{
    public Guid Key(string connection, WebhookBody body)
    {
        if (ZohoNotification.From(Json.Parse(body.Bytes)) is { Module: { } module, ServerTime: { } time, RecordIds.Count: > 0 } told)
        {
            var named = Start(connection, "notification");
            named.Add(told.Channel ?? "");
            named.Add(module);
            named.Add(told.Operation ?? "");
            named.Add(time.ToString(CultureInfo.InvariantCulture));
            foreach (var id in told.RecordIds.Order(StringComparer.Ordinal))
            {
                named.Add(id);
            }

            return named.ToGuid(EventMinute.OfUnix(time));
        }

        // A rule may put everything it has to say into the address.
        var raw = Start(connection, "raw");
        raw.Add(body.Query ?? "");
        raw.Add(body.Bytes.Span);
        if (SaysWhen(body))
        {
            return raw.ToGuid();
        }

        RepeatWindow.Add(raw, body.ReceivedAt);
        return raw.ToGuid(EventMinute.Of(body.ReceivedAt));
    }

    public WebhookReading Read(WebhookBody body)
    {
        var query = FormPairs.Decode(Encoding.UTF8.GetBytes(body.Query ?? ""));
        return Json.Parse(body.Bytes) switch
        {
            { ValueKind: JsonValueKind.Object } json => ZohoDealTold.Read(json, body.ReceivedAt) is { } deal ? deal
                : ZohoNotification.From(json) is { } told ? Hint(told, body.ReceivedAt)
                : ZohoWorkflow.Read(ZohoWorkflow.Of(json), query, body.ReceivedAt),
            null when IsForm(body) => ZohoWorkflow.Read(ZohoWorkflow.Of(FormPairs.Decode(body.Bytes.Span)), query, body.ReceivedAt),
            _ => new WebhookReading.Unparsable("Neither a JSON object nor a form."),
        };
    }

    // What an administrator made a rule send may hold the time of the change; that of the making would not help.
    private static bool SaysWhen(WebhookBody body)
    {
        var query = FormPairs.Decode(Encoding.UTF8.GetBytes(body.Query ?? ""));
        var pairs = Json.Parse(body.Bytes) is { } json ? ZohoWorkflow.Of(json) : ZohoWorkflow.Of(FormPairs.Decode(body.Bytes.Span));
        return ZohoWorkflow.SaysWhen(pairs.Concat(ZohoWorkflow.Of(query)));
    }

    private static WebhookReading Hint(ZohoNotification told, DateTimeOffset receivedAt) => told switch
    {
        { Module: null } => new WebhookReading.Unparsable("A notification without a module."),
        { RecordIds.Count: 0 } => new WebhookReading.Unparsable("A notification that names no record."),
        _ => new WebhookReading.Hint(
            $"{told.Module}.{Operation(told.Operation)}", told.Module, told.RecordIds, SourceTime.Or(At(told.ServerTime), receivedAt))
        {
            IsDeletion = "delete".Equals(told.Operation, StringComparison.OrdinalIgnoreCase),
        },
    };

    private static string Operation(string? operation) => ZohoNames.Module(operation) ?? "change";

    private static DateTimeOffset? At(long? milliseconds) =>
        milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;

    private static bool IsForm(WebhookBody body)
    {
        var bytes = body.Bytes.Span.TrimStart(" \t\r\n"u8);
        return bytes.IsEmpty ? !string.IsNullOrEmpty(body.Query) : bytes[0] is not ((byte)'{' or (byte)'[' or (byte)'<')
            && (bytes.Contains((byte)'=') || body.ContentType?.Contains("urlencoded", StringComparison.OrdinalIgnoreCase) is true);
    }

    private static Fingerprint Start(string connection, string what)
    {
        var fingerprint = new Fingerprint();
        fingerprint.Add(connection);
        fingerprint.Add(what);
        return fingerprint;
    }
}
