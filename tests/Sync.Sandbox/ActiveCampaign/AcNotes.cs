using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Notes on contacts.</summary>
internal sealed class AcNotes(AcState state, AcContactJson contactJson, AcEmitter emitter)
{
    public static void WriteAll(Utf8JsonWriter json, AcState state, AcContact contact)
    {
        json.WriteStartArray("notes");
        foreach (var note in contact.Notes)
        {
            json.WriteStartObject();
            Write(json, state, contact, note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Create(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("note", out var sent))
        {
            call.MissingAttribute("note");
            return;
        }

        if (sent.Text("reltype") is not "Subscriber")
        {
            call.Invalid("This sandbox keeps notes of contacts only.", "field_invalid", "reltype");
            return;
        }

        if (state.Find(sent.Int("relid")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("relid") ?? "");
            return;
        }

        var note = state.AddNote(contact, sent.Text("note") ?? "");
        Answer(call, contact, note);
        emitter.Fire("subscriber_note", "api", contact, more: form => form.Add("note", note.Text));
    }

    private void Answer(Call call, AcContact contact, AcNote note)
    {
        call.Status = 201;
        call.Records = 1;
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("contacts");
        contactJson.WriteFull(json, contact);
        json.WriteEndArray();
        json.WriteStartObject("note");
        Write(json, state, contact, note);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AcState state, AcContact contact, AcNote note)
    {
        json.WriteString("note", note.Text);
        json.WriteString("cdate", state.Time.Iso(note.Created));
        json.WriteString("mdate", state.Time.Iso(note.Created));
        json.WriteString("reltype", "Subscriber");
        json.Id("relid", contact.Id);
        json.WriteString("userid", "1");
        json.NoLinks();
        json.WriteStartObject("owner");
        json.WriteString("type", "contact");
        json.WriteNumber("id", contact.Id);
        json.WriteEndObject();
        json.WriteString("is_draft", "0");
        json.Id("id", note.Id);
        json.WriteString("user", "1");
    }
}
