using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Reads contacts by id, a page of them in a call: before an import and after it.</summary>
internal sealed class ActiveCampaignImportReads(ActiveCampaignClient client, ActiveCampaignFields catalogue)
{
    public async Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var known = await catalogue.Numbers(fields, ct);
        if (!known.TryGet(out var numbers, out var fault))
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
        }

        var found = new List<FoundRecord>();
        foreach (var page in recordIds.Distinct().Chunk(ActiveCampaignPages.PageSize))
        {
            var read = await Page(page, fields, numbers, ct);
            if (!read.TryGet(out var some, out _))
            {
                return read;
            }

            found.AddRange(some);
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok(found);
    }

    private async Task<CallResult<IReadOnlyList<FoundRecord>>> Page(
        string[] ids, IReadOnlyCollection<string> fields, IReadOnlyDictionary<string, string> numbers, CancellationToken ct)
    {
        var list = string.Join(',', ids.Select(Uri.EscapeDataString));
        var custom = numbers.Count > 0 ? "&include=fieldValues" : "";
        var sent = await client.Get($"contacts?ids={list}&status=-1&limit={ActiveCampaignPages.PageSize}{custom}", ct);
        if (!sent.TryGet(out var reply, out var fault))
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
        }

        // Only an answer to the question that was asked says anything about who is missing.
        var rows = reply.Json.Member("contacts").Items().Select(row => (Json: row, Id: row.Member("id").Text() ?? "")).ToList();
        var values = reply.Json.Member("fieldValues");
        if (reply.Json.Member("contacts") is null || rows.Exists(row => !ids.Contains(row.Id)) || (numbers.Count > 0 && rows.Count > 0 && values is null))
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(new VendorFault(
                FailureClasses.Validation, "NOT_BY_IDS", "The account does not answer for several contacts at once."));
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok([.. rows.Select(row => new FoundRecord(
            ActiveCampaignModules.Contacts, row.Id, Address.Fold(row.Json.Member("email").Text()),
            fields.Distinct().ToDictionary(field => field, new ActiveCampaignRow(row.Json, row.Id, values, numbers, tags: null).Text)))]);
    }
}
