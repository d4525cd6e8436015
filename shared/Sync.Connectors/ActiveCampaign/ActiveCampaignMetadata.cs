using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>What the account is made of.</summary>
internal sealed class ActiveCampaignMetadata(ActiveCampaignClient client) : IMetadata
{
    private static readonly Dictionary<ThingKind, (string Path, string Name)> Catalogues = new()
    {
        [ThingKind.List] = ("lists", "name"),
        [ThingKind.Tag] = ("tags", "tag"),
        [ThingKind.Segment] = ("segments", "name"),
        [ThingKind.Automation] = ("automations", "name"),
        [ThingKind.Campaign] = ("campaigns", "name"),
        [ThingKind.Score] = ("scores", "name"),
        [ThingKind.Form] = ("forms", "name"),
        [ThingKind.TaskType] = ("dealTasktypes", "title"),
    };

    public async Task<CallResult<IReadOnlyList<FieldInfo>>> Fields(string module, CancellationToken ct)
    {
        if (!ActiveCampaignModules.TryFind(module, out var known, out var fault))
        {
            return CallResult<IReadOnlyList<FieldInfo>>.Failed(fault);
        }

        return known.Name switch
        {
            ActiveCampaignModules.Contacts => await ContactFields(ct),
            ActiveCampaignModules.Deals => await CrmFields(known.Name, "deal", ct),
            ActiveCampaignModules.Accounts => await CrmFields(known.Name, "account", ct),
            _ => CallResult<IReadOnlyList<FieldInfo>>.Ok([.. ActiveCampaignFieldInfos.Core(known.Name)]),
        };
    }

    // The API says nothing of users who may not sign in: who is listed counts as active.
    public Task<CallResult<IReadOnlyList<UserInfo>>> Users(CancellationToken ct) => Listed("users", "users", row => new UserInfo(
        row.Member("id").Text() ?? "", $"{row.Member("firstName").Text()} {row.Member("lastName").Text()}".Trim(),
        Address.Fold(row.Member("email").Text()), IsActive: true, IsConfirmed: true), ct);

    public async Task<CallResult<IReadOnlyList<PipelineInfo>>> Pipelines(CancellationToken ct)
    {
        var read = await client.All("dealStages", "dealStages", ct);
        if (!read.TryGet(out var rows, out var fault))
        {
            return CallResult<IReadOnlyList<PipelineInfo>>.Failed(fault);
        }

        var stages = rows.OrderBy(row => row.Member("order").Whole() ?? 0).ToLookup(
            row => row.Member("group").Text() ?? "", row => new StageInfo(row.Member("id").Text() ?? "", row.Member("title").Text() ?? ""));
        return await Listed("dealGroups", "dealGroups", row => new PipelineInfo(
            row.Member("id").Text() ?? "", row.Member("title").Text() ?? "", row.Member("currency").Text()?.ToLowerInvariant(),
            [.. stages[row.Member("id").Text() ?? ""]]), ct);
    }

    public Task<CallResult<IReadOnlyList<NamedThing>>> Things(ThingKind kind, CancellationToken ct)
    {
        if (kind == ThingKind.Module)
        {
            return Task.FromResult(CallResult<IReadOnlyList<NamedThing>>.Ok(
                [.. ActiveCampaignModules.All.Select(module => new NamedThing(module.Name, module.Name))]));
        }

        return Catalogues.TryGetValue(kind, out var at)
            ? Listed(at.Path, at.Path, row => new NamedThing(row.Member("id").Text() ?? "", row.Member(at.Name).Text() ?? ""), ct)
            : Task.FromResult(CallResult<IReadOnlyList<NamedThing>>.Failed(new VendorFault(
                FailureClasses.Validation, Operation.NotOffered, $"ActiveCampaign has no list of {kind}.")));
    }

    private async Task<CallResult<IReadOnlyList<FieldInfo>>> ContactFields(CancellationToken ct)
    {
        var fields = new List<FieldInfo>(ActiveCampaignFieldInfos.Core(ActiveCampaignModules.Contacts));
        var fault = await client.EachPage("fields", reply =>
        {
            var options = reply.Json.Member("fieldOptions").Items()
                .OrderBy(option => option.Member("orderid").Whole() ?? 0)
                .ToLookup(option => option.Member("field").Text() ?? "", option => option.Member("value").Text() ?? "");
            var rows = reply.Json.Member("fields").Items().ToList();
            fields.AddRange(rows.Select(row => ActiveCampaignFieldInfos.OfContact(row, options)).OfType<FieldInfo>());
            return rows.Count;
        }, ct);
        return fault is null ? CallResult<IReadOnlyList<FieldInfo>>.Ok(fields) : CallResult<IReadOnlyList<FieldInfo>>.Failed(fault);
    }

    private async Task<CallResult<IReadOnlyList<FieldInfo>>> CrmFields(string module, string stem, CancellationToken ct)
    {
        var read = await client.All($"{stem}CustomFieldMeta", $"{stem}CustomFieldMeta", ct);
        return read.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<FieldInfo>>.Ok([.. ActiveCampaignFieldInfos.Core(module),
                .. rows.Select(ActiveCampaignCrmField.From).OfType<ActiveCampaignCrmField>().Select(ActiveCampaignFieldInfos.OfCrm)])
            : CallResult<IReadOnlyList<FieldInfo>>.Failed(fault);
    }

    private async Task<CallResult<IReadOnlyList<T>>> Listed<T>(
        string path, string envelope, Func<JsonElement, T> read, CancellationToken ct)
    {
        var sent = await client.All(path, envelope, ct);
        return sent.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<T>>.Ok([.. rows.Select(read)])
            : CallResult<IReadOnlyList<T>>.Failed(fault);
    }
}
