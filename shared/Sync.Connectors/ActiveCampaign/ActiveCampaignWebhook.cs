using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>
/// Reads both families of deliveries: those of account webhooks, which say their <c>type</c>, and those of an automation's
/// "Webhook" step, which have neither type nor time. Source: ActiveCampaign's "Webhooks" page.
/// </summary>
internal sealed class ActiveCampaignWebhook : IWebhook
{
    private const int LongestKind = 64;

    public Guid Key(string connection, WebhookBody body)
    {
        // ActiveCampaign gives deliveries no id, and its time has a resolution of one second: only the whole content names one.
        var fingerprint = new Fingerprint((body.Bytes.Length * 2) + 256);
        fingerprint.Add(connection);
        var pairs = FormPairs.Decode(body.Bytes.Span);
        pairs.AddTo(fingerprint);
        var when = pairs.Said("date_time"u8) is { IsEmpty: false } said ? said : pairs.Said("date_time_iso"u8);
        if (!when.IsEmpty)
        {
            return fingerprint.ToGuid(EventMinute.Of(when));
        }

        RepeatWindow.Add(fingerprint, body.ReceivedAt);
        return fingerprint.ToGuid(EventMinute.Of(body.ReceivedAt));
    }

    public WebhookReading Read(WebhookBody body)
    {
        var payload = new ActiveCampaignPayload(body.Bytes.Span);
        if (payload["type"]?.Trim() is not { } kind)
        {
            return ActiveCampaignContact.From(payload, "automation", body.ReceivedAt) is { } source
                ? new WebhookReading.Carried(source)
                : new WebhookReading.Unparsable("Neither 'type' nor 'contact[id]' is in it.");
        }

        return ActiveCampaignKinds.All.TryGetValue(kind, out var subject)
            ? Read(payload, kind, subject, body.ReceivedAt)
            : new WebhookReading.UnknownKind(
                kind.Length <= LongestKind ? kind : kind[..LongestKind], SampleOf.Names(payload.Pairs.Select(pair => pair.Name)));
    }

    private static WebhookReading Read(
        ActiveCampaignPayload payload, string kind, ActiveCampaignSubject subject, DateTimeOffset receivedAt)
    {
        WebhookReading? carried = ActiveCampaignContact.From(payload, kind, receivedAt) is { } source
            ? new WebhookReading.Carried(source)
            : null;
        return subject switch
        {
            ActiveCampaignSubject.Contact => carried ?? Without(kind, "contact[id]"),
            ActiveCampaignSubject.Activity => carried ?? new WebhookReading.NotARecord(kind),
            ActiveCampaignSubject.Deal => Hint("deals", "deal[id]", ActiveCampaignDealEvent.From(payload, kind, receivedAt)) ?? Without(kind, "deal[id]"),
            ActiveCampaignSubject.Account => Hint("accounts", "account[id]") ?? Without(kind, "account[id]"),
            ActiveCampaignSubject.Task => Hint("tasks", "task[id]") ?? Without(kind, "task[id]"),
            ActiveCampaignSubject.AccountContact => carried
                ?? Hint("contacts", "accountContact[contact]") ?? Hint("accounts", "account[id]") ?? Without(kind, "contact[id]"),
            _ => new WebhookReading.NotARecord(kind),
        };

        WebhookReading? Hint(string module, string key, SourceRecord? told = null) => payload.Id(key) is { } id
            ? new WebhookReading.Hint(kind, module, [id], ActiveCampaignContact.ChangedAt(payload, receivedAt)) { Told = told }
            : null;
    }

    private static WebhookReading.Unparsable Without(string kind, string key) => new($"A '{kind}' without '{key}'.");
}
