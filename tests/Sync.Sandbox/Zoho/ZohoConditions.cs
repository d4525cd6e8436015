using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Conditions of a subscription: fields joined by "and" and "or", nested.</summary>
internal static class ZohoConditions
{
    public static Dictionary<string, Func<IReadOnlyList<string>, bool>> Read(JsonElement channel)
    {
        var found = new Dictionary<string, Func<IReadOnlyList<string>, bool>>();
        foreach (var condition in channel.Items("notification_condition"))
        {
            if (condition.Has("module", out var module) && module.Text("api_name") is { } name
                && condition.Has("field_selection", out var selection))
            {
                found[name] = Selection(selection);
            }
        }

        return found;
    }

    private static Func<IReadOnlyList<string>, bool> Selection(JsonElement selection)
    {
        if (selection.Has("field", out var field))
        {
            var name = field.Text("api_name") ?? string.Empty;
            return changed => changed.Contains(name);
        }

        var parts = selection.Items("group").Select(Selection).ToList();
        return selection.Text("group_operator")?.ToUpperInvariant() == "AND"
            ? changed => parts.TrueForAll(part => part(changed))
            : changed => parts.Exists(part => part(changed));
    }
}
