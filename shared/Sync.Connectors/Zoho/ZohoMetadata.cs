using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>What the organisation is made of. Source: "Fields Metadata", "Get Pipelines", "Modules API".</summary>
internal sealed class ZohoMetadata(ZohoClient client, ZohoUsers users) : IMetadata
{
    private static readonly string[] Tagged = ["Leads", "Contacts"];

    public async Task<CallResult<IReadOnlyList<FieldInfo>>> Fields(string module, CancellationToken ct)
    {
        var read = await Rows($"settings/fields?module={Uri.EscapeDataString(module)}", "fields", ct, module);
        return read.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<FieldInfo>>.Ok([.. rows.Select(ZohoFieldInfo.From).OfType<FieldInfo>()])
            : CallResult<IReadOnlyList<FieldInfo>>.Failed(fault);
    }

    public Task<CallResult<IReadOnlyList<UserInfo>>> Users(CancellationToken ct) => users.All(ct);

    /// <summary>Where pipelines are not used, or may not be read, the stages that a deal can have make one.</summary>
    public async Task<CallResult<IReadOnlyList<PipelineInfo>>> Pipelines(CancellationToken ct)
    {
        var pipelines = new List<PipelineInfo>();
        var layouts = await Rows("settings/layouts?module=Deals", "layouts", ct);
        foreach (var layout in (layouts.Value ?? []).Select(row => row.Member("id").Text()).OfType<string>())
        {
            var read = await Rows($"settings/pipeline?layout_id={Uri.EscapeDataString(layout)}", "pipeline", ct);
            pipelines.AddRange((read.Value ?? []).Select(Pipeline));
        }

        return pipelines.Count > 0
            ? CallResult<IReadOnlyList<PipelineInfo>>.Ok([.. pipelines.DistinctBy(pipeline => pipeline.Id)])
            : await FromPicklist(ct);
    }

    public async Task<CallResult<IReadOnlyList<NamedThing>>> Things(ThingKind kind, CancellationToken ct)
    {
        switch (kind)
        {
            case ThingKind.List:
                return Named(await Rows("settings/custom_views?module=Leads", "custom_views", ct), "id", "display_value");
            case ThingKind.Module:
                return Named(await Rows("settings/modules", "modules", ct), "api_name", "api_name");
            case ThingKind.Tag:
                return await Tags(ct);
            default:
                return CallResult<IReadOnlyList<NamedThing>>.Failed(new VendorFault(
                    FailureClasses.Validation, Operation.NotOffered, $"Zoho CRM has no list of {kind}."));
        }
    }

    private async Task<CallResult<IReadOnlyList<NamedThing>>> Tags(CancellationToken ct)
    {
        var all = new List<NamedThing>();
        foreach (var module in Tagged)
        {
            var named = Named(await Rows($"settings/tags?module={module}", "tags", ct, module), "id", "name");
            if (!named.TryGet(out var tags, out _))
            {
                return named;
            }

            all.AddRange(tags);
        }

        return CallResult<IReadOnlyList<NamedThing>>.Ok([.. all.DistinctBy(tag => tag.Name)]);
    }

    private async Task<CallResult<IReadOnlyList<PipelineInfo>>> FromPicklist(CancellationToken ct)
    {
        var read = await Fields("Deals", ct);
        return read.TryGet(out var fields, out var fault)
            ? CallResult<IReadOnlyList<PipelineInfo>>.Ok([new PipelineInfo(
                Choices(fields, "Pipeline") is [var pipeline, ..] ? pipeline : "", "Deals", Currency: null,
                [.. Choices(fields, "Stage").Select(stage => new StageInfo(stage, stage))])])
            : CallResult<IReadOnlyList<PipelineInfo>>.Failed(fault);
    }

    private static IReadOnlyList<string> Choices(IEnumerable<FieldInfo> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name)?.Choices ?? [];

    private static PipelineInfo Pipeline(JsonElement row)
    {
        var name = row.Member("display_value").Text() ?? "";
        return new PipelineInfo(row.Member("actual_value").Text() ?? name, name, Currency: null,
            [.. row.Member("maps").Items().OrderBy(stage => stage.Member("sequence_number").Whole() ?? 0)
                .Select(stage => new StageInfo(
                    (stage.Member("actual_value") ?? stage.Member("display_value")).Text() ?? "",
                    stage.Member("display_value").Text() ?? ""))]);
    }

    private async Task<CallResult<IReadOnlyList<JsonElement>>> Rows(
        string path, string envelope, CancellationToken ct, string? module = null)
    {
        var read = ZohoRows.Of(await client.Get(path, ct), module, envelope);
        return read.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<JsonElement>>.Ok(rows.Items)
            : CallResult<IReadOnlyList<JsonElement>>.Failed(fault);
    }

    private static CallResult<IReadOnlyList<NamedThing>> Named(CallResult<IReadOnlyList<JsonElement>> read, string id, string name) =>
        read.TryGet(out var rows, out var fault)
            ? CallResult<IReadOnlyList<NamedThing>>.Ok([.. rows.Where(row => row.Member(id).Text() is { Length: > 0 })
                .Select(row => new NamedThing(row.Member(id).Text()!, row.Member(name).Text() ?? ""))])
            : CallResult<IReadOnlyList<NamedThing>>.Failed(fault);
}
