using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>What a delivery about a deal tells of its contact: that the deal came to a stage. Source: ActiveCampaign's "Webhooks" page. There is
/// no event of its own for it: a new deal is in its first stage, and a change names the fields that changed, without their old values.</summary>
internal static class ActiveCampaignDealEvent
{
    /// <summary>Null if no stage was reached, or nothing is said of a contact.</summary>
    public static SourceRecord? From(ActiveCampaignPayload payload, string kind, DateTimeOffset receivedAt)
    {
        if ((kind != "deal_add" && !(kind == "deal_update" && HasMoved(payload))) || (payload.Id("deal[contactid]") ?? payload.Id("contact[id]")) is not { } id)
        {
            return null;
        }

        SourceSignal[] signals =
        [
            .. new[] { payload["deal[stage_title]"], payload.Id("deal[stageid]") }.Where(stage => !string.IsNullOrWhiteSpace(stage))
                .Select(stage => new SourceSignal(SignalKinds.Deal, stage!.Trim())),
        ];
        return signals.Length == 0 ? null : new SourceRecord
        {
            Kind = kind,
            Module = ActiveCampaignModules.Contacts,
            RecordId = id,
            Email = Address.Fold(payload["deal[contact_email]"]) ?? Address.Fold(payload["contact[email]"]),
            ChangedAt = ActiveCampaignContact.ChangedAt(payload, receivedAt),
            Signals = signals,
            Fields = new Dictionary<string, string?>(),
        };
    }

    private static bool HasMoved(ActiveCampaignPayload payload) => payload.Pairs.Any(pair =>
        pair.Name.StartsWith("updated_fields[", StringComparison.Ordinal) && pair.Value.Trim().Equals("stage", StringComparison.OrdinalIgnoreCase));
}
