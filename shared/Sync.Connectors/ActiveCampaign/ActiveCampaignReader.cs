using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Finds and reads one record a call: the API has no other way by address.</summary>
internal sealed class ActiveCampaignReader(ActiveCampaignClient client, ActiveCampaignFields catalogue, ActiveCampaignTags tags)
{
    private static readonly ActiveCampaignModule Contact = ActiveCampaignModules.All[0];

    public async Task<VendorFault?> Prove(CancellationToken ct) => (await client.WhoAmI(ct)).Fault;

    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var found = new List<FoundRecord>();
        foreach (var email in emails.Select(Address.Fold).OfType<string>().Distinct())
        {
            var (record, fault) = await FindOne(email, fields, ct);
            if (fault is not null)
            {
                return Failed(fault);
            }

            found.AddRange(record is null ? [] : [record]);
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok(found);
    }

    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        if (!ActiveCampaignModules.TryFind(module, out var known, out var unknown))
        {
            return Failed(unknown);
        }

        var found = new List<FoundRecord>();
        foreach (var id in recordIds.Distinct())
        {
            var (record, fault) = await ReadOne(known, id, fields, ct);
            if (fault is not null)
            {
                return Failed(fault);
            }

            found.AddRange(record is null ? [] : [record]);
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok(found);
    }

    private async Task<(FoundRecord? Found, VendorFault? Fault)> FindOne(
        string email, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var custom = fields.Any(field => ActiveCampaignNames.Custom(field) is not null);
        var sent = await client.Get($"contacts?email={Uri.EscapeDataString(email)}{(custom ? "&include=fieldValues" : "")}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return (null, fault);
        }

        if (Match(reply.Json, email) is not { } contact)
        {
            return (null, null);
        }

        // The list need not hold the custom fields; the contact on its own does.
        var values = reply.Json.Member("fieldValues");
        return custom && values is null
            ? await ReadOne(Contact, contact.Member("id").Text()!, fields, ct)
            : await Complete(Contact.Name, contact, values, fields, ct);
    }

    private async Task<(FoundRecord? Found, VendorFault? Fault)> ReadOne(
        ActiveCampaignModule module, string id, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var sent = await client.Get($"{module.Path}/{Uri.EscapeDataString(id)}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return (null, fault.Class == FailureClasses.NotFound ? null : fault);
        }

        return reply.Json.Member(module.One) is { } row
            ? await Complete(module.Name, row, reply.Json.Member("fieldValues"), fields, ct)
            : (null, ReplyFaults.Of(reply, wrote: false) with { Class = FailureClasses.VendorFault });
    }

    private async Task<(FoundRecord? Found, VendorFault? Fault)> Complete(
        string module, JsonElement row, JsonElement? values, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var id = row.Member("id").Text() ?? "";
        var known = await catalogue.Numbers(module == Contact.Name ? fields : [], ct);
        if (!known.TryGet(out var numbers, out var fault))
        {
            return (null, fault);
        }

        string? names = null;
        if (module == Contact.Name && fields.Contains("tags"))
        {
            (names, fault) = await tags.Of(id, ct);
            if (fault is not null)
            {
                return (null, fault);
            }
        }

        var read = new ActiveCampaignRow(row, id, values, numbers, names);
        var asked = fields.Distinct().ToDictionary(field => field, read.Text);
        return (new FoundRecord(module, id, Address.Fold(row.Member("email").Text()), asked), null);
    }

    // The API's "email" is exact, but only as far as its own idea of letters goes. Of several the oldest has the lowest number.
    private static JsonElement? Match(JsonElement? reply, string email) => reply.Member("contacts").Items()
        .Where(contact => Address.Fold(contact.Member("email").Text()) == email && contact.Member("id").Text() is { Length: > 0 })
        .OrderBy(contact => contact.Member("id").Whole() ?? long.MaxValue)
        .Select(contact => (JsonElement?)contact).FirstOrDefault();

    private static CallResult<IReadOnlyList<FoundRecord>> Failed(VendorFault fault) => CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
}
