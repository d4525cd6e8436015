using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Modules as such, their layouts, related lists and assignment rules.</summary>
internal sealed class ZohoLayouts(ZohoState state)
{
    public const string AssignmentRule = "5550100000000310045";

    public static void WriteModule(Utf8JsonWriter json, ZohoModule module)
    {
        json.WriteStartObject();
        json.WriteString("api_name", module.Name);
        json.WriteString("module_name", module.Name);
        json.WriteString("plural_label", module.Name);
        json.WriteString("singular_label", module.Name.TrimEnd('s'));
        json.WriteString("id", module.IdText);
        json.WriteBoolean("api_supported", true);
        json.WriteString("generated_type", "default");
        json.WriteBoolean("creatable", true);
        json.WriteBoolean("editable", true);
        json.WriteBoolean("deletable", true);
        json.WriteBoolean("convertable", module.Name == "Leads");
        json.WriteEndObject();
    }

    /// <summary>One layout a module, in which a lead's company is mandatory though the system does not demand it.</summary>
    public static void Layouts(Call call, ZohoModule module) => Write(call, "layouts", json =>
    {
        json.WriteStartObject();
        json.WriteString("id", LayoutId(module));
        json.WriteString("name", "Standard");
        json.WriteString("api_name", "Standard");
        json.WriteBoolean("visible", true);
        json.WriteString("status", "active");
        json.WriteStartArray("sections");
        json.WriteStartObject();
        json.WriteString("api_name", $"{module.Name.TrimEnd('s')}_Information");
        json.WriteString("display_label", $"{module.Name.TrimEnd('s')} Information");
        json.WriteStartArray("fields");
        foreach (var field in module.Fields)
        {
            json.WriteStartObject();
            json.WriteString("api_name", field.Name);
            json.WriteString("id", field.Id);
            json.WriteString("data_type", field.Type == "tag" ? "text" : field.Type);
            json.WriteBoolean("required", field.Mandatory || (module.Name == "Leads" && field.Name == "Company"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Other modules that point to this one.</summary>
    public void RelatedLists(Call call, ZohoModule module) => Write(call, "related_lists", json =>
    {
        foreach (var (other, number) in Related(module).Select((other, index) => (other, index + 1)))
        {
            json.WriteStartObject();
            json.WriteString("id", $"{module.IdText}{number.ToString(CultureInfo.InvariantCulture)}");
            json.WriteString("api_name", other.Name);
            json.WriteString("name", other.Name);
            json.WriteString("display_label", other.Name);
            json.WriteString("href", $"{module.Name}/{{ENTITYID}}/{other.Name}");
            json.WriteString("type", "default");
            json.WriteNumber("sequence_number", number);
            json.WriteStartObject("module");
            json.WriteString("api_name", other.Name);
            json.WriteString("id", other.IdText);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    });

    public static void AssignmentRules(Call call, ZohoModule module) => Write(call, "assignment_rules", json =>
    {
        if (module.Name is not ("Leads" or "Contacts"))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", AssignmentRule);
        json.WriteString("name", "Sellers take turns");
        json.WriteString("api_name", "Sellers_take_turns");
        json.WriteNull("description");
        json.WriteStartObject("module");
        json.WriteString("api_name", module.Name);
        json.WriteString("id", module.IdText);
        json.WriteEndObject();
        json.WritePropertyName("default_assignee");
        ZohoUser.Mia.WriteShort(json);
        json.WriteEndObject();
    });

    private IEnumerable<ZohoModule> Related(ZohoModule module) => state.Modules.Where(other => other.Fields.Exists(
        field => field is { Kind: ZohoKind.Lookup, ReadOnly: false } && (field.Target == module.Name || (field.Target is null && module.Name != other.Name))));

    private static string LayoutId(ZohoModule module) => $"5550100000000091{module.Id}";

    private static void Write(Call call, string name, Action<Utf8JsonWriter> items)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray(name);
        items(call.Json);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }
}
