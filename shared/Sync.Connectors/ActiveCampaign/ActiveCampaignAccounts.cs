using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Accounts, whose names are unique, and their links to contacts, of which each contact has at most one.</summary>
internal sealed class ActiveCampaignAccounts(ActiveCampaignClient client, ActiveCampaignCrmFields crmFields, ActiveCampaignUsers users)
{
    public async Task<WriteOutcome> Save(Operation.Save save, CancellationToken ct)
    {
        var known = await crmFields.Named(ActiveCampaignModules.Accounts, save.Fields, ct);
        if (!known.TryGet(out var custom, out var fault))
        {
            return Outcome.Refused(fault);
        }

        var body = ActiveCampaignEnvelope.Of(
            "account", save.Fields.Where(field => ActiveCampaignNames.Custom(field.Key) is null),
            json => ActiveCampaignEnvelope.WriteFields(json, custom, currency: null));
        if (save.RecordId is { } said)
        {
            return Changed(said, await Put(said, body, ct));
        }

        if (save.Fields.GetValueOrDefault("name")?.Trim() is not { Length: > 0 } name)
        {
            return Outcome.Refused(FailureClasses.MissingField, "field_missing", "A new account needs a name.", "name");
        }

        return await Upsert(name, body, ct);
    }

    public async Task<WriteOutcome> Assign(string id, string ownerId, CancellationToken ct) =>
        await users.Objection(ownerId, ct) ?? Changed(
            id, await Put(id, ActiveCampaignEnvelope.Of("account", [KeyValuePair.Create<string, string?>("owner", ownerId)]), ct));

    public async Task<WriteOutcome> Link(Operation.LinkAccount wanted, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var (links, fault) = await Links(wanted.ContactId, ct);
            if (links is null)
            {
                return Outcome.Refused(fault!);
            }

            if (links.Find(link => link.Account == wanted.AccountId) is { Id: { } there } link)
            {
                return await Retitle(there, link.JobTitle, wanted, ct);
            }

            // Whoever links the contact elsewhere at this moment makes our link fail: what is there is looked at once more.
            if (await Unlink(links, ct) is { } refused)
            {
                return Outcome.Refused(refused);
            }

            var sent = await client.Write(HttpMethod.Post, "accountContacts", Body(wanted), ct);
            if (tries > 0 || sent.Fault?.Class is not (FailureClasses.Validation or FailureClasses.Duplicate))
            {
                return Outcome.Of(sent, reply => Outcome.Done(reply.Json.Member("accountContact").Member("id").Text(), created: true));
            }
        }
    }

    private async Task<WriteOutcome> Upsert(string name, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var (found, fault) = await Find(name, ct);
        if (found is not null || fault is not null)
        {
            return found is null ? Outcome.Refused(fault!) : Changed(found, await Put(found, body, ct));
        }

        var sent = await client.Write(HttpMethod.Post, "accounts", body, ct);
        if (sent.Fault?.Class != FailureClasses.Duplicate)
        {
            return Outcome.Of(sent, reply => Outcome.Done(reply.Json.Member("account").Member("id").Text(), created: true));
        }

        (found, fault) = await Find(name, ct);
        return found is null ? Outcome.Refused(fault ?? sent.Fault) : Changed(found, await Put(found, body, ct));
    }

    private async Task<(string? Id, VendorFault? Fault)> Find(string name, CancellationToken ct)
    {
        var read = await client.All($"accounts?search={Uri.EscapeDataString(name)}", "accounts", ct, enough: row => IsNamed(row, name));
        return read.TryGet(out var rows, out var fault)
            ? (rows.Where(row => IsNamed(row, name)).Select(row => row.Member("id").Text()).FirstOrDefault(), null)
            : (null, fault);
    }

    private static bool IsNamed(JsonElement row, string name) =>
        string.Equals(row.Member("name").Text()?.Trim(), name, StringComparison.OrdinalIgnoreCase);

    private Task<CallResult<VendorReply>> Put(string id, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        client.Write(HttpMethod.Put, $"accounts/{Uri.EscapeDataString(id)}", body, ct);

    private static WriteOutcome Changed(string id, CallResult<VendorReply> sent) => Outcome.Of(sent, _ => Outcome.Done(id));

    private async Task<(List<(string? Id, string? Account, string? JobTitle)>? Links, VendorFault? Fault)> Links(
        string contact, CancellationToken ct)
    {
        var read = await client.All($"accountContacts?filters%5Bcontact%5D={Uri.EscapeDataString(contact)}", "accountContacts", ct);
        return read.TryGet(out var rows, out var fault)
            ? (rows.FindAll(row => row.Member("contact").Text() == contact).ConvertAll(row =>
                (row.Member("id").Text(), row.Member("account").Text(), row.Member("jobTitle").Text())), null)
            : (null, fault);
    }

    private async Task<VendorFault?> Unlink(List<(string? Id, string? Account, string? JobTitle)> links, CancellationToken ct)
    {
        foreach (var id in links.Select(link => link.Id).OfType<string>())
        {
            if (await client.Delete($"accountContacts/{Uri.EscapeDataString(id)}", ct) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private async Task<WriteOutcome> Retitle(string id, string? held, Operation.LinkAccount wanted, CancellationToken ct) =>
        wanted.JobTitle is null || wanted.JobTitle == held ? Outcome.Done(id) : Changed(
            id, await client.Write(HttpMethod.Put, $"accountContacts/{Uri.EscapeDataString(id)}", Body(wanted), ct));

    private static ReadOnlyMemory<byte> Body(Operation.LinkAccount wanted)
    {
        var members = new Dictionary<string, string?> { ["contact"] = wanted.ContactId, ["account"] = wanted.AccountId };
        if (wanted.JobTitle is { } title)
        {
            members["jobTitle"] = title;
        }

        return ActiveCampaignEnvelope.Of("accountContact", members);
    }
}
