using System.Text.Json;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Makes and changes deals. Source: "Create a deal": the value goes in the smallest unit of the currency.</summary>
internal sealed class ActiveCampaignDeals(
    ActiveCampaignClient client, ActiveCampaignCrmFields crmFields, ActiveCampaignMarks marks, ActiveCampaignUsers users)
{
    public async Task<WriteOutcome> Save(Operation.SaveDeal wanted, CancellationToken ct)
    {
        var deal = wanted with { ContactId = wanted.ContactId ?? wanted.About?.RecordId };
        if (Mistake(deal) is { } mistake)
        {
            return Outcome.Refused(mistake);
        }

        var known = await crmFields.Named(ActiveCampaignModules.Deals, deal.Fields, ct);
        if (!known.TryGet(out var custom, out var fault))
        {
            return Outcome.Refused(fault);
        }

        if (await users.Objection(deal.OwnerId, ct) is { } objection)
        {
            return objection;
        }

        var (made, refusal) = deal.DealId is null ? await Existing(deal, deal.Mark!, ct) : (null, null);
        return refusal ?? (made is not null ? Outcome.Done(made) : await Send(deal, custom, ct));
    }

    private Task<(string? Id, WriteOutcome? Refusal)> Existing(Operation.SaveDeal deal, Mark mark, CancellationToken ct) =>
        deal.ContactId is { } contact
            ? marks.Find(mark, $"contacts/{Uri.EscapeDataString(contact)}/deals", "deals", "description", fits: null, ct)
            : marks.Find(
                mark, $"deals?filters%5Bsearch%5D={Uri.EscapeDataString(deal.Title!)}&filters%5Bsearch_field%5D=title", "deals",
                "description", fits: null, ct);

    private async Task<WriteOutcome> Send(
        Operation.SaveDeal deal, IReadOnlyList<(ActiveCampaignCrmField Field, string? Value)> custom, CancellationToken ct)
    {
        var body = ActiveCampaignEnvelope.Of("deal", Members(deal), json => WriteRest(json, deal, custom));
        var sent = deal.DealId is { } id
            ? await client.Write(HttpMethod.Put, $"deals/{Uri.EscapeDataString(id)}", body, ct)
            : await client.Write(HttpMethod.Post, "deals", body, ct);
        return Outcome.Of(sent, reply =>
            Outcome.Done(reply.Json.Member("deal").Member("id").Text() ?? deal.DealId, created: deal.DealId is null));
    }

    private static VendorFault? Mistake(Operation.SaveDeal deal)
    {
        if (deal.ClosesOn is not null)
        {
            return new VendorFault(
                FailureClasses.Validation, Operation.NotOffered, "A deal of ActiveCampaign has no closing date of its own.");
        }

        var missing = deal.DealId is not null ? null
            : string.IsNullOrWhiteSpace(deal.Title) ? "title"
            : deal.Mark is null ? "mark"
            : deal.Value is null ? "value"
            : deal.ContactId is null && deal.AccountId is null ? "contact"
            : deal.Pipeline is null && deal.Stage is null ? "group"
            : null;
        return missing is null ? null : new VendorFault(FailureClasses.MissingField, "field_missing", $"A new deal needs its {missing}.")
        {
            Field = missing,
        };
    }

    private static IEnumerable<KeyValuePair<string, string?>> Members(Operation.SaveDeal deal)
    {
        var description = deal.DealId is null ? deal.Mark!.Under(deal.Description) : deal.Description;
        (string Name, string? Value)[] said =
        [
            ("title", deal.Title), ("contact", deal.ContactId), ("account", deal.AccountId), ("group", deal.Pipeline),
            ("stage", deal.Stage), ("owner", deal.OwnerId), ("description", description),
            ("currency", deal.Value?.Currency.ToLowerInvariant()),
        ];
        return said.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Name, each.Value))
            .Concat(deal.Fields.Where(field => ActiveCampaignNames.Custom(field.Key) is null));
    }

    private static void WriteRest(
        Utf8JsonWriter json, Operation.SaveDeal deal, IReadOnlyList<(ActiveCampaignCrmField Field, string? Value)> custom)
    {
        if (deal.Value is { } value)
        {
            json.WriteNumber("value", value.Minor);
        }

        if (deal.Status is { } status)
        {
            json.WriteNumber("status", (int)status);
        }

        ActiveCampaignEnvelope.WriteFields(json, custom, deal.Value?.Currency);
    }
}
