using System.Text.Json;
using System.Text.Json.Nodes;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What a person types into a record's form.</summary>
internal static class ZohoActItem
{
    /// <summary>What was set, with the e-mail, and a last name for a new person, whom nobody would enter without.</summary>
    public static JsonElement Of(JsonElement action, ZohoModule module, bool isNew, string? form)
    {
        var item = action.Has("set", out var set) && set.ValueKind == JsonValueKind.Object ? JsonObject.Create(set)! : [];
        var email = action.Text("email");
        if (isNew && module.Email is not null)
        {
            Default(item, "Email", email);
            Default(item, "Last_Name", (email ?? item["Email"]?.ToString())?.Split('@')[0]);
            Default(item, "Lead_Source", form is null ? null : "Web Form");
        }

        return JsonSerializer.SerializeToElement(item);
    }

    private static void Default(JsonObject item, string name, string? value)
    {
        if (value is not null && !item.ContainsKey(name))
        {
            item[name] = value;
        }
    }
}
