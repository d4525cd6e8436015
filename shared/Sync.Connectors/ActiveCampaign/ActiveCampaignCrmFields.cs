using System.Collections.Concurrent;
using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Custom fields of deals and accounts: definitions and values of their own, apart from those of contacts.</summary>
internal sealed class ActiveCampaignCrmFields(ActiveCampaignClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<ActiveCampaignCrmField> Fields, DateTimeOffset At)> _known = new();

    /// <param name="module"><c>deals</c> or <c>accounts</c>; the others have none.</param>
    public async Task<CallResult<IReadOnlyList<ActiveCampaignCrmField>>> Of(string module, CancellationToken ct)
    {
        if (Stem(module) is not { } stem)
        {
            return CallResult<IReadOnlyList<ActiveCampaignCrmField>>.Ok([]);
        }

        if (_known.TryGetValue(module, out var known) && clock.GetUtcNow() - known.At < Lifetime)
        {
            return CallResult<IReadOnlyList<ActiveCampaignCrmField>>.Ok(known.Fields);
        }

        var read = await client.All($"{stem}CustomFieldMeta", $"{stem}CustomFieldMeta", ct);
        if (!read.TryGet(out var rows, out var fault))
        {
            return CallResult<IReadOnlyList<ActiveCampaignCrmField>>.Failed(fault);
        }

        IReadOnlyList<ActiveCampaignCrmField> fields = [.. rows.Select(ActiveCampaignCrmField.From).OfType<ActiveCampaignCrmField>()];
        _known[module] = (fields, clock.GetUtcNow());
        return CallResult<IReadOnlyList<ActiveCampaignCrmField>>.Ok(fields);
    }

    /// <summary>Values of one record as texts, under both names of each field; several choices as <c>||a||b||</c>.</summary>
    public async Task<CallResult<IReadOnlyDictionary<string, string?>>> Values(string module, string id, CancellationToken ct)
    {
        var known = await Of(module, ct);
        if (!known.TryGet(out var fields, out var fault))
        {
            return CallResult<IReadOnlyDictionary<string, string?>>.Failed(fault);
        }

        var owner = module == ActiveCampaignModules.Deals ? "dealId" : "customerAccountId";
        var path = $"{Stem(module)}CustomFieldData";
        var read = await client.All($"{path}?filters%5B{owner}%5D={Uri.EscapeDataString(id)}", path, ct);
        if (!read.TryGet(out var rows, out fault))
        {
            return CallResult<IReadOnlyDictionary<string, string?>>.Failed(fault);
        }

        var held = rows.Where(row => (row.Member(owner) ?? row.Member("accountId")).Text() == id)
            .GroupBy(row => row.Member("customFieldId").Text() ?? "").ToDictionary(group => group.Key, group => group.Last());
        return CallResult<IReadOnlyDictionary<string, string?>>.Ok(fields
            .SelectMany(field => field.Names, (field, name) => (name, Value: held.TryGetValue(field.Id, out var row) ? Text(row) : null))
            .DistinctBy(each => each.name).ToDictionary(each => each.name, each => each.Value));
    }

    /// <summary>The custom ones among the fields. A name that the account does not have is refused: the API would drop it in silence.
    /// </summary>
    public async Task<CallResult<IReadOnlyList<(ActiveCampaignCrmField Field, string? Value)>>> Named(
        string module, IReadOnlyDictionary<string, string?> fields, CancellationToken ct)
    {
        var custom = fields.Where(field => ActiveCampaignNames.Custom(field.Key) is not null).ToList();
        if (custom.Count == 0)
        {
            return CallResult<IReadOnlyList<(ActiveCampaignCrmField, string?)>>.Ok([]);
        }

        var read = await Of(module, ct);
        if (!read.TryGet(out var known, out var fault))
        {
            return CallResult<IReadOnlyList<(ActiveCampaignCrmField, string?)>>.Failed(fault);
        }

        var named = custom.ConvertAll(field => (Name: field.Key, Field: known.FirstOrDefault(each => each.Names.Contains(
            field.Key, StringComparer.OrdinalIgnoreCase)), field.Value));
        return named.Find(each => each.Field is null) is { Name: { } unknown }
            ? CallResult<IReadOnlyList<(ActiveCampaignCrmField, string?)>>.Failed(new VendorFault(
                FailureClasses.Validation, "UNKNOWN_FIELD", $"There is no field '{unknown}' of {module}.") { Field = unknown })
            : CallResult<IReadOnlyList<(ActiveCampaignCrmField, string?)>>.Ok([.. named.Select(each => (each.Field!, each.Value))]);
    }

    private static string? Stem(string module) => module switch
    {
        ActiveCampaignModules.Deals => "deal",
        ActiveCampaignModules.Accounts => "account",
        _ => null,
    };

    private static string? Text(JsonElement row) => row.Member("fieldValue") switch
    {
        { ValueKind: JsonValueKind.Array } several => ActiveCampaignChoices.Join(several.EnumerateArray().Select(each => each.Text())),
        var one => one.Text() is { Length: > 0 } text ? text : null,
    };
}

/// <summary>A custom field of deals or accounts.</summary>
internal sealed record ActiveCampaignCrmField(
    string Id, string? Tag, string Label, string Type, bool Required, IReadOnlyList<string> Options)
{
    public IEnumerable<string> Names => Tag is null ? [$"field:{Id}"] : [$"field:{Id}", $"field:{Tag}"];

    public bool TakesSeveral => Type is "multiselect" or "checkbox";

    public static ActiveCampaignCrmField? From(JsonElement row) => row.Member("id").Text() is not { Length: > 0 } id ? null : new(
        id, row.Member("personalization").Text()?.ToLowerInvariant(), row.Member("fieldLabel").Text() ?? id,
        row.Member("fieldType").Text() ?? "text", row.Member("isRequired").Text() is "1" or "true",
        [.. row.Member("fieldOptions").Items().Select(each => each.Text()).OfType<string>()]);
}
