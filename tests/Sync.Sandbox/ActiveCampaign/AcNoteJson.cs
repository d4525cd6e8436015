using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Notes as the API writes them.</summary>
internal sealed class AcNoteJson(AcState state)
{
    public void Write(Utf8JsonWriter json, AcNote note, string? name)
    {
        json.Open(name);
        json.WriteString("note", note.Text);
        json.WriteString("cdate", state.Time.Iso(note.Created));
        json.WriteString("mdate", state.Time.Iso(note.Modified));
        json.WriteString("reltype", note.Kind);
        json.Id("relid", note.About);
        json.WriteString("userid", "1");
        json.NoLinks();
        json.WriteStartObject("owner");
        json.WriteString("type", OwnerType(note.Kind));
        json.WriteNumber("id", note.About);
        json.WriteEndObject();
        json.WriteString("is_draft", "0");
        json.Id("id", note.Id);
        json.WriteString("user", "1");
        json.WriteEndObject();
    }

    private static string OwnerType(string kind) => kind switch
    {
        "Subscriber" => "contact",
        "CustomerAccount" => "customerAccount",
        "DealTask" => "dealTask",
        _ => kind.ToLowerInvariant(),
    };
}
