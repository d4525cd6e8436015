using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Fields that an administrator or an integration adds and removes over the API.</summary>
internal sealed class ZohoCustomFields(ZohoMetadata metadata)
{
    /// <summary>Makes custom fields: name from the label, unique when asked.</summary>
    public void Add(Call call)
    {
        if (metadata.Wanted(call) is not { } module)
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
            Add(json, module, sent);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        metadata.Changed();
    }

    /// <summary>Only custom fields can go.</summary>
    public void Delete(Call call, string id)
    {
        if (metadata.Wanted(call) is not { } module || ZohoMetadata.Find(call, module, id) is not { } field)
        {
            return;
        }

        if (!field.Custom)
        {
            new ZohoError("NOT_ALLOWED", "system fields cannot be deleted").Answer(call);
            return;
        }

        module.Drop(field);
        metadata.Changed();
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("fields");
        ZohoResult.WriteDone(call.Json, field.Id, "field deleted");
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
    }

    private static void Add(Utf8JsonWriter json, ZohoModule module, JsonElement sent)
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
        ZohoResult.WriteDone(json, field.Id, "field created");
    }
}
