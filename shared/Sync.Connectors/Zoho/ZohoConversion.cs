using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Converts leads. Sent twice it would make a second contact or fail, so what the lead has become already is read first.
/// Source: "Convert Lead".</summary>
internal sealed class ZohoConversion(ZohoClient client, ZohoFieldTypes fieldTypes)
{
    private const string Lead = "Leads";

    private static readonly string[] Made = ["Contacts", "Accounts", "Deals"];

    public async Task<WriteOutcome> Convert(Operation.Convert wanted, CancellationToken ct)
    {
        if (ZohoNames.RecordId(wanted.LeadId) is not { } id)
        {
            return Outcome.Refused(
                FailureClasses.NotFound, "INVALID_ID", $"'{VendorReply.Shorten(wanted.LeadId)}' cannot be the id of a lead.");
        }

        return await Already(id, ct) ?? await Try(id, wanted, ct);
    }

    private async Task<WriteOutcome> Try(string id, Operation.Convert wanted, CancellationToken ct)
    {
        var outcome = await Send(id, wanted, ct);
        return outcome switch
        {
            WriteOutcome.Refused { Fault.Code: "ID_ALREADY_CONVERTED" or "CONVERTED_RECORD" } => await Already(id, ct) ?? outcome,
            WriteOutcome.Refused { Fault.Existing: { } there } when Joined(wanted, there) is { } joined => await Try(id, joined, ct),
            _ => outcome,
        };
    }

    // Zoho may name a contact, and then an account, that the lead has to become: each once.
    private static Operation.Convert? Joined(Operation.Convert wanted, (string Module, string RecordId) there) => there.Module switch
    {
        "Contacts" when wanted.ContactId is null => wanted with { ContactId = there.RecordId },
        "Accounts" when wanted.AccountId is null => wanted with { AccountId = there.RecordId },
        _ => null,
    };

    /// <summary>What the lead has become, a refusal, or null if it is still a lead.</summary>
    private async Task<WriteOutcome?> Already(string id, CancellationToken ct)
    {
        var read = ZohoRows.Of(
            await client.Get($"{Lead}/{id}?fields=Converted__s,Converted_Contact,Converted_Account,Converted_Deal", ct), Lead);
        if (!read.TryGet(out var rows, out var fault))
        {
            return Outcome.Refused(fault);
        }

        if (rows.Items.Count == 0)
        {
            return Outcome.Refused(FailureClasses.NotFound, "INVALID_DATA", $"There is no lead {id} (any more).");
        }

        var lead = rows.Items[0];
        var contact = lead.Member("Converted_Contact");
        return lead.Member("Converted__s").Text() == "true" || contact is not null
            ? Became(contact, lead.Member("Converted_Account"), lead.Member("Converted_Deal"), created: false)
            : null;
    }

    private async Task<WriteOutcome> Send(string id, Operation.Convert wanted, CancellationToken ct)
    {
        var known = await fieldTypes.Types("Deals", wanted.Deal?.Keys ?? [], ct);
        if (!known.TryGet(out var types, out var unknown))
        {
            return Outcome.Refused(unknown);
        }

        var sent = await client.Write(HttpMethod.Post, $"{Lead}/{id}/actions/convert", Body(wanted, types), ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return Outcome.Refused(fault);
        }

        if (reply.Json.Member("data").Items().Select(item => (JsonElement?)item).FirstOrDefault() is not { } item)
        {
            return Outcome.Refused(ZohoFaults.Of(reply, wrote: true, Lead));
        }

        // Older versions answer with the ids alone.
        var made = item.Member("details").Member("Contacts") is not null ? item.Member("details") : item;
        return made.Member("Contacts") is { } contact ? Became(contact, made.Member("Accounts"), made.Member("Deals"), created: true)
            : item.Member("code").Text() is "SCHEDULED" or "SUCCESS"
                ? Outcome.Refused(FailureClasses.UnknownOutcome, "SCHEDULED", "Zoho converts the lead later: look again.")
                : Outcome.Refused(ZohoFaults.OfItem(item, Lead));
    }

    private static WriteOutcome Became(JsonElement? contact, JsonElement? account, JsonElement? deal, bool created)
    {
        var ids = Made.Zip([Id(contact), Id(account), Id(deal)]).Where(each => each.Second is not null)
            .ToDictionary(each => each.First, each => each.Second!);
        return Outcome.Done(Id(contact), created) is WriteOutcome.Written written ? written with { Others = ids }
            : Outcome.Refused(
                FailureClasses.Conflict, "CONVERTED_RECORD", "The lead is converted, but Zoho does not say into which contact.");
    }

    private static string? Id(JsonElement? link) => (link.Member("id") ?? link).Text() is { Length: > 0 } id ? id : null;

    private static ReadOnlyMemory<byte> Body(Operation.Convert wanted, IReadOnlyDictionary<string, string> types) => JsonBody.Of(json =>
    {
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteBoolean("overwrite", false);
        json.WriteBoolean("notify_lead_owner", false);
        json.WriteBoolean("notify_new_entity_owner", false);
        WriteId(json, "Contacts", wanted.ContactId);
        WriteId(json, "Accounts", wanted.AccountId);
        WriteId(json, "assign_to", wanted.OwnerId);
        if (wanted.Deal is { } deal)
        {
            json.WriteStartObject("Deals");
            foreach (var (field, value) in deal)
            {
                json.WritePropertyName(field);
                ZohoValue.Write(json, types.GetValueOrDefault(field), value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteId(Utf8JsonWriter json, string name, string? id)
    {
        if (id is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("id", id);
            json.WriteEndObject();
        }
    }
}
