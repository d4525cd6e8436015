using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>What a delivery tells that the contact did. Source: ActiveCampaign's "Webhooks" page; scores and site visits have no
/// webhook; an automation that begins with one of them and has a webhook step tells of it.</summary>
internal static class ActiveCampaignSignals
{
    public static IReadOnlyList<SourceSignal> Of(ActiveCampaignPayload payload, string kind) => kind switch
    {
        "subscribe" =>
        [
            .. Told(SignalKinds.Form, payload["form[name]"], payload.Id("form[id]")), .. Told(SignalKinds.List, payload.Id("list")),
        ],
        "contact_tag_added" => [.. Told(SignalKinds.Tag, payload["tag"])],
        "automation" => [.. Told(SignalKinds.Automation, payload.Id("seriesid"))],
        _ => [],
    };

    private static IEnumerable<SourceSignal> Told(string kind, params IEnumerable<string?> values) =>
        values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => new SourceSignal(kind, value!.Trim()));
}
