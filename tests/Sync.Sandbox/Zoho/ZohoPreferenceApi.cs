using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/settings/duplicate_check_preference: with what else new leads are compared.</summary>
internal sealed class ZohoPreferenceApi(ZohoState state)
{
    private const string Member = "duplicate_check_preference";

    public void Handle(Call call)
    {
        if (call.Query["module"] is not "Leads")
        {
            (call.Query["module"] is null ? ZohoError.NoParameter("module") : new ZohoError("NOT_SUPPORTED", "the module is not supported")).Answer(call);
            return;
        }

        switch (call.Method)
        {
            case "GET": Show(call); break;
            case "POST" when state.Preference.Type is not null:
                new ZohoError("ALREADY_CONFIGURED", "duplicate check preference is already configured").Answer(call);
                break;
            case "POST" or "PUT": Set(call); break;
            default:
                state.Preference.Set(null, []);
                Done(call, "successfully deleted the duplicate check preference");
                break;
        }
    }

    private void Show(Call call)
    {
        if (state.Preference.Type is null)
        {
            call.Status = 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartObject(Member);
        json.WriteString("type", state.Preference.Type);
        ZohoPreferenceJson.WriteMappings(json, state.Preference);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Set(Call call)
    {
        call.TryJson(out var root);
        root.Has(Member, out var sent);
        var type = sent.Text("type");
        var mappings = Mappings(sent).ToList();
        if (type is not ("converted_records" or "mapped_module_records"))
        {
            ZohoError.InvalidData(details: json => json.WriteString("api_name", "type")).Answer(call);
        }
        else if (type == "mapped_module_records" && (mappings.Count == 0 || mappings.Exists(each => each is null)))
        {
            ZohoError.InvalidData(details: json => json.WriteString("api_name", "type_configurations")).Answer(call);
        }
        else
        {
            state.Preference.Set(type, type == "converted_records" ? [] : [.. mappings.Select(each => each!.Value)]);
            Done(call, "duplicate check preference configured successfully");
        }
    }

    /// <summary>Null for a mapping that names an unknown field.</summary>
    private IEnumerable<(ZohoField Current, ZohoField Mapped, ZohoModule Module)?> Mappings(JsonElement sent)
    {
        foreach (var configuration in sent.Items("type_configurations"))
        {
            var module = configuration.Has("mapped_module", out var named) ? state.Module(named.Text("api_name") ?? "") : null;
            foreach (var mapping in configuration.Items("field_mappings"))
            {
                var current = mapping.Has("current_field", out var own) ? state.Module("Leads")!.Field(own.Text("api_name") ?? "") : null;
                var mapped = mapping.Has("mapped_field", out var other) ? module?.Field(other.Text("api_name") ?? "") : null;
                yield return current is null || mapped is null || module is null ? null : (current, mapped, module);
            }
        }
    }

    private static void Done(Call call, string message)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartObject(Member);
        call.Json.WriteString(ZohoNames.Code, ZohoNames.Success);
        call.Json.WriteStartObject(ZohoNames.Details);
        call.Json.WriteEndObject();
        call.Json.WriteString(ZohoNames.Message, message);
        call.Json.WriteString(ZohoNames.Status, ZohoNames.Ok);
        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }
}
