using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Upsert: finds by fields without duplicates, within the module, and updates or inserts.</summary>
internal sealed class ZohoUpserts(ZohoState state, ZohoWrites writes, ZohoWriter writer)
{
    public void Run(Call call, ZohoModule module)
    {
        if (module.Check is null)
        {
            new ZohoError("NOT_SUPPORTED", $"upsert is not supported for {module.Name}").Answer(call);
            return;
        }

        if (!TryChecks(call, module, out var checks))
        {
            ZohoError.InvalidData(details: json => json.WriteString("api_name", "duplicate_check_fields")).Answer(call);
            return;
        }

        writes.Run(call, module, (item, index, batch) => WriteItem(item, index, batch, checks), 200);
    }

    /// <summary>Mandatory fields matter only for a new record.</summary>
    private ZohoError? WriteItem(JsonElement item, int index, ZohoBatch batch, List<ZohoField> checks)
    {
        if (writer.Item.Scan(batch.Module, item) is { } unreadable)
        {
            return unreadable;
        }

        var (existing, field) = FindExisting(checks, batch);
        var error = existing is null ? null : batch.Refuses(existing);
        error ??= writer.ReadScanned(batch.Module, existing, index);
        if (error is not null)
        {
            return error;
        }

        if (existing is not null)
        {
            writer.Update(existing, ZohoUser.Sync);
            batch.Updated = true;
        }

        var record = existing ?? writer.Insert(batch.Module, ZohoUser.Sync, batch.Assigns);
        batch.Inserted |= existing is null;
        ZohoResult.WriteUpserted(batch.Json, state, record, existing is null, field);
        return null;
    }

    /// <summary>Converted leads are not found.</summary>
    private (ZohoRecord? Record, ZohoField? Field) FindExisting(List<ZohoField> checks, ZohoBatch batch)
    {
        if (writer.Item.Id is { } id && ZohoValues.TryId(id, out var known) && batch.Module.Find(known) is { } named)
        {
            return (named, null);
        }

        foreach (var field in checks)
        {
            if (writer.Item.Match(field, state.Switches.UpsertPicks.Value) is { } found)
            {
                return (found, field);
            }
        }

        return (null, null);
    }

    /// <summary>
    /// The order in which fields are checked: those named, then the unique ones. The module's own field counts only
    /// when it is named or when none is.
    /// </summary>
    private static bool TryChecks(Call call, ZohoModule module, out List<ZohoField> checks)
    {
        call.TryJson(out var root);
        var named = root.Items("duplicate_check_fields").Select(each => module.Field(each.AsText())).ToList();
        checks = named.Count == 0
            ? [module.Check!, .. module.Uniques.Where(field => field != module.Check)]
            : [.. named.OfType<ZohoField>().Union(module.Uniques)];
        return named.TrueForAll(field => field is not null && (field == module.Check || field.Unique));
    }
}
