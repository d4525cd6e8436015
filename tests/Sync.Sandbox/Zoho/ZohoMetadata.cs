using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Modules, fields, users and the organisation.</summary>
internal sealed class ZohoMetadata(ZohoState state, ZohoReads reads)
{
    private const string Since = "2024-01-01T10:00:00+01:00";

    public void Modules(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("modules");
        foreach (var module in state.Modules)
        {
            WriteModule(call.Json, module);
        }

        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    public static void Module(Call call, ZohoModule module)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("modules");
        WriteModule(call.Json, module);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    public void Fields(Call call)
    {
        if (Wanted(call) is { } module)
        {
            call.Json.WriteStartObject();
            call.Json.WriteStartArray("fields");
            module.Fields.ForEach(field => WriteField(call.Json, field));
            call.Json.WriteEndArray();
            call.Json.WriteEndObject();
        }
    }

    /// <summary>Makes custom fields: name from the label, unique when asked.</summary>
    public void AddFields(Call call)
    {
        if (Wanted(call) is not { } module)
        {
            return;
        }

        call.TryJson(out var root);
        call.Status = 201;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("fields");
        foreach (var sent in root.Items("fields"))
        {
            AddField(json, module, sent);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        reads.FieldsChanged();
    }

    public static void Users(Call call)
    {
        var type = call.Query["type"] ?? "AllUsers";
        List<ZohoUser> found = type switch
        {
            "CurrentUser" => [ZohoUser.Sync],
            "ActiveUsers" or "ActiveConfirmedUsers" or "ConfirmedUsers" => [.. ZohoUser.All.Where(user => user.Active)],
            "DeactiveUsers" => [.. ZohoUser.All.Where(user => !user.Active)],
            "AdminUsers" or "ActiveConfirmedAdmins" => [.. ZohoUser.All.Where(user => user is { Active: true, Role: "CEO" })],
            _ => [.. ZohoUser.All],
        };
        WriteUsers(call, found);
    }

    public static void User(Call call, string idText)
    {
        if (ZohoValues.TryId(idText, out var id) && ZohoUser.Find(id) is { } user)
        {
            WriteUsers(call, [user]);
        }
        else
        {
            call.Status = 204;
        }
    }

    public static void Org(Call call)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("org");
        json.WriteStartObject();
        json.WriteString("id", "5550100000000000001");
        json.WriteString("zgid", "652853630");
        json.WriteString("company_name", "Acme");
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("currency", "Euro - EUR");
        json.WriteString("iso_code", "EUR");
        json.WriteString("primary_email", "mia@acme.test");
        json.WriteString("country_code", "DE");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private ZohoModule? Wanted(Call call)
    {
        var name = call.Query["module"];
        if (name is { Length: > 0 } && state.Module(name) is { } module)
        {
            return module;
        }

        (name is { Length: > 0 }
            ? ZohoRoutes.NoModule()
            : new ZohoError("REQUIRED_PARAM_MISSING", "One of the expected parameter is missing") { Details = json => json.WriteString("param_name", "module") })
            .Answer(call);
        return null;
    }

    private static void AddField(Utf8JsonWriter json, ZohoModule module, JsonElement sent)
    {
        var label = sent.Text("field_label") ?? sent.Text("api_name") ?? string.Empty;
        var name = sent.Text("api_name") ?? label.Replace(' ', '_');
        if (name.Length == 0 || module.Field(name) is not null)
        {
            ZohoError.OfField(name.Length == 0 ? "MANDATORY_NOT_FOUND" : "DUPLICATE_DATA", "duplicate data", "field_label", 0).Write(json);
            return;
        }

        var field = module.Add(new ZohoField
        {
            Name = name,
            Type = sent.Text("data_type") ?? "text",
            Length = sent.Int("length") ?? 255,
            Custom = true,
            Unique = sent.Has("unique", out var unique) && unique.ValueKind == JsonValueKind.Object && unique.EnumerateObject().Any(),
            Picks = [.. sent.Items("pick_list_values").Select(pick => pick.Text("display_value") ?? string.Empty)],
        });
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.Id, field.Id);
        json.WriteEndObject();
        json.WriteString("message", "field created");
        json.WriteString("status", "success");
        json.WriteEndObject();
    }

    private static void WriteModule(Utf8JsonWriter json, ZohoModule module)
    {
        json.WriteStartObject();
        json.WriteString("api_name", module.Name);
        json.WriteString("module_name", module.Name);
        json.WriteString("plural_label", module.Name);
        json.WriteString("singular_label", module.Name.TrimEnd('s'));
        json.WriteString("id", $"5550100000000000{module.Id}");
        json.WriteBoolean("api_supported", true);
        json.WriteString("generated_type", "default");
        json.WriteBoolean("creatable", true);
        json.WriteBoolean("editable", true);
        json.WriteBoolean("deletable", true);
        json.WriteBoolean("convertable", module.Name == "Leads");
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartObject();
        json.WriteString("id", field.Id);
        json.WriteString("api_name", field.Name);
        json.WriteString("field_label", field.Name.Replace('_', ' '));
        json.WriteString("data_type", field.Type == "tag" ? "text" : field.Type);
        json.WriteString("json_type", field.JsonType);
        json.WriteNumber("length", field.Length);
        json.WriteBoolean("system_mandatory", field.Mandatory);
        json.WriteBoolean("read_only", field.ReadOnly);
        json.WriteBoolean("field_read_only", field.ReadOnly);
        json.WriteBoolean("custom_field", field.Custom);
        json.WriteBoolean("visible", true);
        json.WriteStartObject("unique");
        if (field.Unique)
        {
            json.WriteString("case_sensitive", "false");
        }

        json.WriteEndObject();
        json.WriteNull("external");
        WriteOperations(json, field);
        WritePicks(json, field);
        WriteTarget(json, field);
        json.WriteBoolean("searchable", true);
        json.WriteBoolean("sortable", true);
        json.WriteBoolean("filterable", true);
        json.WriteBoolean("webhook", true);
        json.WriteBoolean("virtual_field", false);
        json.WriteNull("tooltip");
        json.WriteNull("default_value");
        json.WriteEndObject();
    }

    private static void WriteOperations(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartObject("operation_type");
        foreach (var name in new[] { "web_update", "api_create", "web_create", "api_update" })
        {
            json.WriteBoolean(name, !field.ReadOnly);
        }

        json.WriteEndObject();
    }

    private static void WritePicks(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartArray("pick_list_values");
        var number = 0;
        foreach (var pick in field.Picks)
        {
            number++;
            json.WriteStartObject();
            json.WriteString("id", $"{field.Id}{number.ToString(CultureInfo.InvariantCulture)}");
            json.WriteString("display_value", pick);
            json.WriteString("actual_value", pick);
            json.WriteString("reference_value", pick);
            json.WriteNumber("sequence_number", number);
            json.WriteString("type", "used");
            json.WriteNull("colour_code");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTarget(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartObject("lookup");
        if (field.Target is not null)
        {
            json.WriteStartObject("module");
            json.WriteString("api_name", field.Target);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("multiselectlookup");
        json.WriteEndObject();
    }

    private static void WriteUsers(Call call, List<ZohoUser> users)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("users");
        users.ForEach(user => WriteUser(json, user));
        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("per_page", 200);
        json.WriteNumber("count", users.Count);
        json.WriteNumber("page", 1);
        json.WriteBoolean("more_records", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, ZohoUser user)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("full_name", user.Name);
        json.WriteString("first_name", user.First);
        json.WriteString("last_name", user.Last);
        json.WriteString("email", user.Email);
        json.WriteString("status", user.Active ? "active" : "disabled");
        json.WriteBoolean("confirm", true);
        json.WriteString("zuid", (user.Id % 1_000_000_000).ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject("role");
        json.WriteString("name", user.Role);
        json.WriteString("id", "5550100000000026005");
        json.WriteEndObject();
        json.WriteStartObject("profile");
        json.WriteString("name", user.Role == "CEO" ? "Administrator" : "Standard");
        json.WriteString("id", "5550100000000026011");
        json.WriteEndObject();
        json.WriteString("time_zone", "Europe/Berlin");
        json.WriteString("locale", "en_US");
        json.WriteString("type__s", "Regular User");
        json.WriteString("created_time", Since);
        json.WriteString("Modified_Time", Since);
        json.WriteBoolean("Isonline", false);
        json.WriteEndObject();
    }
}
