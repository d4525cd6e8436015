using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What a person, a web form or an automation does in the CRM.</summary>
internal sealed class ZohoActs(
    ZohoState state, ZohoWriter writer, ZohoTags tags, ZohoConversion conversion, ZohoMerge merge, ZohoNotifier notifier)
{
    /// <returns>The record touched, or why nothing was done.</returns>
    public (ZohoRecord? Record, string? Problem) Act(JsonElement action)
    {
        var what = action.Text("do") ?? "update";
        var moduleName = action.Text("module") is { Length: > 0 } name ? name : "Leads";
        if (state.Module(moduleName) is not { } module)
        {
            return (null, $"No module '{moduleName}'. There are: {string.Join(", ", state.Modules.Select(each => each.Name))}.");
        }

        var found = Find(module, action);
        var result = what is "create" or "form" or "import"
            ? Enter(what, module, what == "create" ? null : found, action)
            : found is null
                ? (null, $"No record in {module.Name} with the e-mail '{action.Text("email")}' or id '{action.Text("id")}'.")
                : Touch(what, found, action);
        if (what == "import")
        {
            notifier.Discard();
        }
        else
        {
            notifier.Flush();
        }

        return result;
    }

    private static ZohoRecord? Find(ZohoModule module, JsonElement action)
    {
        if (action.Has("id", out var given) && ZohoValues.TryId(given, out var id))
        {
            return module.Find(id);
        }

        var index = module.Email?.Index ?? module.Check?.Index;
        return index?.Oldest(action.Text("email"), withConverted: true);
    }

    private static ZohoUser By(JsonElement action) => action.Text("as") == "api" ? ZohoUser.Sync : ZohoUser.Mia;

    private (ZohoRecord? Record, string? Problem) Enter(string what, ZohoModule module, ZohoRecord? found, JsonElement action)
    {
        var item = ZohoActItem.Of(action, module, found is null, what == "form" ? action.Text("value") : null);
        return Write(module, found, item, By(action));
    }

    private (ZohoRecord? Record, string? Problem) Touch(string what, ZohoRecord record, JsonElement action)
    {
        var value = action.Text("value") ?? string.Empty;
        switch (what)
        {
            case "update": return Write(record.Module, record, ZohoActItem.Of(action, record.Module, false, null), By(action));
            case "delete":
                notifier.Removed(record, By(action));
                record.Module.Remove(record, By(action), state.Now);
                return (record, null);
            case "tag" or "untag": return tags.Apply(record, [value], what == "tag", false, By(action)) ? (record, null) : (null, "Ten tags are the most.");
            case "subscribe" or "unsubscribe": return Set(record, "Email_Opt_Out", what == "unsubscribe", By(action));
            case "score": return Set(record, "AC_Score", int.TryParse(value, out var score) ? score : 0, By(action));
            case "convert": return Convert(record, action);
            case "merge": return Merge(record, value, By(action));
            default: return (null, $"A record cannot '{what}'. Use create, update, delete, tag, untag, subscribe, unsubscribe, form, score, "
                + "convert, merge or import.");
        }
    }

    private (ZohoRecord? Record, string? Problem) Write(ZohoModule module, ZohoRecord? record, JsonElement item, ZohoUser by)
    {
        writer.External = null;
        if (writer.Read(module, record, item, 0) is { } error)
        {
            return (null, $"{error.Code}: {error.Message}");
        }

        if (record is null)
        {
            return (writer.Insert(module, by), null);
        }

        writer.Update(record, by);
        return (record, null);
    }

    private (ZohoRecord? Record, string? Problem) Set(ZohoRecord record, string field, object value, ZohoUser by) =>
        record.Module.Field(field) is null
            ? (null, $"{record.Module.Name} has no field {field}.")
            : Write(record.Module, record, JsonSerializer.SerializeToElement(new JsonObject { [field] = JsonValue.Create(value) }), by);

    private (ZohoRecord? Record, string? Problem) Convert(ZohoRecord lead, JsonElement action)
    {
        if (lead.Module.Name != "Leads" || lead.Converted is not null)
        {
            return (null, "Only a lead that is not converted can be converted.");
        }

        action.Has("set", out var options);
        return conversion.Convert(lead, options, By(action)) is { } error ? (null, $"{error.Code}: {error.Message}") : (lead, null);
    }

    /// <summary>The record named by the value dies, the other takes over what it lacks: a deletion and an edit.</summary>
    private (ZohoRecord? Record, string? Problem) Merge(ZohoRecord master, string value, ZohoUser by)
    {
        var child = ZohoValues.TryId(value, out var id) ? master.Module.Find(id) : master.Module.Email?.Index?.Oldest(value);
        if (child is null || child == master)
        {
            return (null, $"No other record '{value}' to merge.");
        }

        merge.Merge(master, child, master.Module.Fields.Where(
            field => !field.ReadOnly && master[field.Ordinal] is null && child[field.Ordinal] is not null), by);
        return (master, null);
    }
}
