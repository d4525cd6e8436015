using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/notes: on contacts, deals, tasks, accounts and activities.</summary>
internal sealed class AcNotes(AcState state, AcNoteJson noteJson, AcContactJson contactJson, AcEmitter emitter, AcDealEvents dealEvents)
{
    private static readonly string[] Kinds = ["Activity", "Deal", "DealTask", "Subscriber", "CustomerAccount"];

    public void List(Call call) => call.Page("notes", [.. state.Notes.Values], note => noteJson.Write(call.Json, note, null), totalIsNumber: true);

    public void One(Call call, AcNote note) => call.Answer(200, json => noteJson.Write(json, note, "note"));

    public void Create(Call call)
    {
        if (!call.TryMember("note", out var sent))
        {
            return;
        }

        var kind = sent.Text("reltype") ?? string.Empty;
        if (!Kinds.Contains(kind))
        {
            call.Invalid("The reltype is not valid.", "field_invalid", "reltype");
        }
        else if (!Exists(kind, sent.Int("relid") ?? 0))
        {
            call.Missing(kind, sent.Text("relid") ?? "");
        }
        else
        {
            Add(call, kind, sent.Int("relid")!.Value, sent.Text("note") ?? "");
        }
    }

    /// <summary>/deals/{id}/notes and /accounts/{id}/notes.</summary>
    public void CreateOn(Call call, string kind, int about)
    {
        if (call.TryMember("note", out var sent))
        {
            Add(call, kind, about, sent.Text("note") ?? "");
        }
    }

    public void Change(Call call, AcNote note)
    {
        if (call.TryMember("note", out var sent))
        {
            (note.Text, note.Modified) = (sent.Text("note") ?? note.Text, state.Now);
            One(call, note);
        }
    }

    public void Delete(Call call, AcNote note)
    {
        state.Notes.Remove(note.Id);
        Contact(note)?.Notes.Remove(note);
        call.Nothing();
    }

    /// <summary>Adds a note and tells of it.</summary>
    public AcNote Add(string kind, int about, string text, string source)
    {
        var note = state.AddNote(kind, about, text);
        if (Contact(note) is { } contact)
        {
            emitter.Fire("subscriber_note", source, contact, more: form => form.Add("note", note.Text));
            if (state.Switches.NoteUpdates.On)
            {
                emitter.Fire("update", source, contact);
            }
        }
        else if (kind == "Deal")
        {
            dealEvents.Noted(state.Sales.Deals[about], note, source);
        }

        return note;
    }

    private void Add(Call call, string kind, int about, string text)
    {
        var note = Add(kind, about, text, "api");
        call.Answer(201, json =>
        {
            if (Contact(note) is { } contact)
            {
                json.Each("contacts", [contact], each => contactJson.WriteFull(json, each));
            }

            noteJson.Write(json, note, "note");
        });
    }

    private AcContact? Contact(AcNote note) => note.Kind == "Subscriber" ? state.Find(note.About) : null;

    private bool Exists(string kind, int about) => kind switch
    {
        "Subscriber" => state.Find(about) is not null,
        "Deal" => state.Sales.Deals.ContainsKey(about),
        "DealTask" => state.Sales.Tasks.ContainsKey(about),
        "CustomerAccount" => state.Sales.Accounts.ContainsKey(about),
        _ => true,
    };
}
