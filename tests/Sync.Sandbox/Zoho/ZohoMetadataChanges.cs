using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What an administrator does to a field in the setup pages, by the control port.</summary>
internal sealed class ZohoMetadataChanges(ZohoState state, ZohoMetadata metadata)
{
    /// <summary>
    /// <c>{"module":"Leads","field":"Lead_Status","removeValue":"Contacted","addValue":"New","delete":true,"unique":true,"external":"org"}</c>;
    /// each key but the first two is optional.
    /// </summary>
    /// <exception cref="BadControlCallException">No such module or field, or nothing to change.</exception>
    public void Change(JsonElement json)
    {
        var module = state.Module(json.Text("module") ?? "Leads")
            ?? throw new BadControlCallException($"No module '{json.Text("module")}'. There are: {string.Join(", ", state.Modules.Select(each => each.Name))}.");
        var field = module.Field(json.Text("field") ?? string.Empty)
            ?? throw new BadControlCallException($"{module.Name} has no field '{json.Text("field")}'.");
        var changed = Values(field, json) | Flags(module, field, json) | Delete(module, field, json);
        if (!changed)
        {
            throw new BadControlCallException("Name a change: removeValue, addValue, delete, unique or external.");
        }

        metadata.Changed();
    }

    /// <summary>Records keep a value that is no longer offered.</summary>
    private static bool Values(ZohoField field, JsonElement json)
    {
        if (json.Text("removeValue") is { Length: > 0 } removed)
        {
            field.Picks = field.Picks.Contains(removed)
                ? [.. field.Picks.Where(pick => pick != removed)]
                : throw new BadControlCallException($"{field.Name} has no value '{removed}'. It has: {string.Join(", ", field.Picks)}.");
        }

        if (json.Text("addValue") is { Length: > 0 } added)
        {
            field.Picks = [.. field.Picks, added];
        }

        return json.Has("removeValue", out _) || json.Has("addValue", out _);
    }

    private static bool Flags(ZohoModule module, ZohoField field, JsonElement json)
    {
        if (json.Has("unique", out var unique) && (unique.ValueKind == JsonValueKind.True) != field.Unique)
        {
            Action<ZohoField> make = field.Unique ? module.MakeOrdinary : module.MakeUnique;
            make(field);
        }

        if (json.Has("external", out var external))
        {
            field.External = external.ValueKind == JsonValueKind.Null ? null : external.AsText();
            if (field is { External: not null, Unique: false })
            {
                module.MakeUnique(field);
            }
        }

        return json.Has("unique", out _) || json.Has("external", out _);
    }

    private static bool Delete(ZohoModule module, ZohoField field, JsonElement json)
    {
        if (!json.Has("delete", out var delete) || delete.ValueKind != JsonValueKind.True)
        {
            return false;
        }

        if (!field.Custom)
        {
            throw new BadControlCallException($"{field.Name} is a system field; only custom fields can be deleted.");
        }

        module.Drop(field);
        return true;
    }
}
