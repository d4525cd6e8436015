using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Completes rows with what the API keeps elsewhere: custom fields, tags, scores.</summary>
internal sealed class ActiveCampaignRowReader(
    ActiveCampaignClient client, ActiveCampaignFields fields, ActiveCampaignCrmFields crmFields, ActiveCampaignTags tags,
    TimeProvider clock)
{
    private static readonly Dictionary<string, string> NoFields = [];

    /// <summary>Several contacts in one call, as far as that answers; else one by one.</summary>
    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Several(
        ActiveCampaignModule module, IReadOnlyCollection<string> ids, IReadOnlyCollection<string>? wanted, CancellationToken ct)
    {
        var list = string.Join(',', ids.Select(Uri.EscapeDataString));
        var sent = await client.Get(
            $"{module.Path}?ids={list}&status=-1&limit={ActiveCampaignPages.PageSize}{ActiveCampaignQuery.Include}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
        }

        // An answer with others than those asked for has not understood the question, and says nothing about who is missing.
        var rows = reply.Json.Member(module.Path).Items().ToList();
        return rows.Exists(row => !ids.Contains(row.Member("id").Text() ?? ""))
            ? await Singly(module, ids, wanted, ct)
            : await Of(module, reply, rows, wanted, ct);
    }

    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Singly(
        ActiveCampaignModule module, IEnumerable<string> ids, IReadOnlyCollection<string>? wanted, CancellationToken ct)
    {
        var records = new List<SourceRecord>();
        foreach (var id in ids)
        {
            var read = await One(module, id, wanted, ct);
            if (!read.TryGet(out var one, out _))
            {
                return read;
            }

            records.AddRange(one);
        }

        return CallResult<IReadOnlyList<SourceRecord>>.Ok(records);
    }

    private async Task<CallResult<IReadOnlyList<SourceRecord>>> One(
        ActiveCampaignModule module, string id, IReadOnlyCollection<string>? wanted, CancellationToken ct)
    {
        var sent = await client.Get($"{module.Path}/{Uri.EscapeDataString(id)}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return fault.Class == FailureClasses.NotFound
                ? CallResult<IReadOnlyList<SourceRecord>>.Ok([])
                : CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
        }

        return reply.Json.Member(module.One) is { } row
            ? await Of(module, reply, [row], wanted, ct)
            : CallResult<IReadOnlyList<SourceRecord>>.Failed(
                ReplyFaults.Of(reply, wrote: false) with { Class = FailureClasses.VendorFault });
    }

    /// <param name="reply">The answer that the rows are from.</param>
    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Of(
        ActiveCampaignModule module, VendorReply reply, IReadOnlyList<JsonElement> rows, IReadOnlyCollection<string>? wanted,
        CancellationToken ct)
    {
        var isContact = module.Name == ActiveCampaignModules.Contacts;
        var wantsCustom = wanted?.Any(name => ActiveCampaignNames.Custom(name) is not null) ?? isContact;
        var known = isContact && wantsCustom && rows.Count > 0
            ? await fields.ByTag(ct) : CallResult<IReadOnlyDictionary<string, string>>.Ok(NoFields);
        if (!known.TryGet(out var numbers, out var fault))
        {
            return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
        }

        var beside = new ActiveCampaignBeside(isContact ? reply.Json : null, numbers);
        if (isContact && wantsCustom && !beside.HasValues && reply.Json.Member(module.One) is null && rows.Count > 0)
        {
            // The list does not hold the custom fields; a contact on its own does.
            return await Singly(module, rows.Select(row => row.Member("id").Text()).OfType<string>(), wanted, ct);
        }

        var records = new List<SourceRecord>();
        foreach (var row in rows)
        {
            var more = await More(module, row.Member("id").Text() ?? "", beside, wanted, ct);
            if (!more.TryGet(out var extra, out fault))
            {
                return CallResult<IReadOnlyList<SourceRecord>>.Failed(fault);
            }

            records.AddRange(ActiveCampaignRecords.Of(module, row, extra, wanted, clock.GetUtcNow()) is { } record ? [record] : []);
        }

        return CallResult<IReadOnlyList<SourceRecord>>.Ok(records);
    }

    private async Task<CallResult<List<KeyValuePair<string, string?>>>> More(
        ActiveCampaignModule module, string id, ActiveCampaignBeside beside, IReadOnlyCollection<string>? wanted, CancellationToken ct)
    {
        var more = new List<KeyValuePair<string, string?>>();
        var fault = module.Name == ActiveCampaignModules.Contacts
            ? await MoreOfContact(id, beside, wanted ?? [], more, ct)
            : wanted is null ? null : await MoreOfOther(module, id, wanted, more, ct);
        return fault is null ? CallResult<List<KeyValuePair<string, string?>>>.Ok(more)
            : CallResult<List<KeyValuePair<string, string?>>>.Failed(fault);
    }

    // Each of these costs a call a contact, so only what was asked for by name is fetched.
    private async Task<VendorFault?> MoreOfContact(
        string id, ActiveCampaignBeside beside, IReadOnlyCollection<string> wanted, List<KeyValuePair<string, string?>> more,
        CancellationToken ct)
    {
        more.AddRange(beside.Of(id));
        string[] missing =
        [
            .. wanted.Any(IsScore) && !more.Exists(each => IsScore(each.Key)) ? ["scoreValues"] : Array.Empty<string>(),
            .. wanted.Any(IsList) && !beside.HasLists ? ["contactLists"] : Array.Empty<string>(),
        ];
        foreach (var part in missing)
        {
            var sent = await client.Get($"contacts/{Uri.EscapeDataString(id)}/{part}?limit={ActiveCampaignPages.PageSize}", ct);
            if (!sent.TryGet(out var reply, out var fault))
            {
                return fault;
            }

            more.AddRange(new ActiveCampaignBeside(reply.Json, NoFields).Of(id));
        }

        if (!wanted.Contains("tags") || beside.HasTags)
        {
            return null;
        }

        var (names, unread) = await tags.Of(id, ct);
        more.Add(KeyValuePair.Create("tags", names));
        return unread;
    }

    private async Task<VendorFault?> MoreOfOther(
        ActiveCampaignModule module, string id, IReadOnlyCollection<string> wanted, List<KeyValuePair<string, string?>> more,
        CancellationToken ct)
    {
        if (!wanted.Any(name => ActiveCampaignNames.Custom(name) is not null))
        {
            return null;
        }

        var read = await crmFields.Values(module.Name, id, ct);
        if (read.TryGet(out var values, out var fault))
        {
            more.AddRange(values);
        }

        return fault;
    }

    private static bool IsScore(string name) => name.StartsWith("score:", StringComparison.Ordinal);

    private static bool IsList(string name) => name.StartsWith("list:", StringComparison.Ordinal);
}
