using System.Text.Json;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Lists, and the subscription of contacts to them.</summary>
internal sealed class AcLists(AcState state, AcContactJson contactJson, AcEmitter emitter)
{
    private const int Reopens = 4;

    public void List(Call call)
    {
        var name = call.Query["filters[name]"];
        var found = state.Lists.Values
            .Where(list => name is null || list.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("lists");
        AcPage.Of(call).Cut(found).ForEach(list => Write(json, list, null));
        json.WriteEndArray();
        json.TotalMeta(found.Count);
        json.WriteEndObject();
    }

    public void One(Call call, AcList list)
    {
        call.Json.WriteStartObject();
        Write(call.Json, list, "list");
        call.Json.WriteEndObject();
    }

    public void Create(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("list", out var sent))
        {
            call.MissingAttribute("list");
            return;
        }

        foreach (var required in new[] { "name", "stringid", "sender_url", "sender_reminder" })
        {
            if (sent.Text(required) is not { Length: > 0 })
            {
                call.Invalid($"The list {required} was not provided.", "field_missing", required);
                return;
            }
        }

        var list = state.AddList(sent.Text("name")!, sent.Text("stringid"));
        call.Status = 201;
        One(call, list);
    }

    public void Subscribe(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("contactList", out var sent))
        {
            call.MissingAttribute("contactList");
        }
        else if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("contact") ?? "");
        }
        else if (sent.Int("list") is not { } id || !state.Lists.TryGetValue(id, out var list))
        {
            call.Missing("_List", sent.Text("list") ?? "");
        }
        else if (sent.Int("status") is not (>= 0 and <= 3 and var status))
        {
            call.Invalid("The value you selected is not a valid choice.", "field_invalid", "status");
        }
        else
        {
            Subscribe(call, sent, contact, list, status);
        }
    }

    private void Subscribe(Call call, JsonElement sent, AcContact contact, AcList list, int status)
    {
        var optedOut = contact.Lists.Exists(link => link.List.Id == list.Id && link.Status == 2);
        // An opt-out stays unless the caller says that he reopens it.
        var wanted = optedOut && status == 1 && sent.Int("sourceid") != Reopens ? 2 : status;
        var (link, added, changed) = state.SetList(contact, list, wanted);
        call.Status = added ? 201 : 200;
        call.Records = 1;
        var json = call.Json;
        json.WriteStartObject();
        if (added)
        {
            json.WriteStartArray("contacts");
            contactJson.WriteFull(json, contact);
            json.WriteEndArray();
        }

        contactJson.WriteListLink(json, link, sent, "contactList");
        json.WriteEndObject();
        if (changed)
        {
            Announce(emitter, link, "api");
        }
    }

    /// <summary>Public opt-outs name their list in brackets; all others as a plain number.</summary>
    public static void Announce(AcEmitter emitter, AcListLink link, string source, Action<FormBody>? more = null)
    {
        var id = link.List.Id;
        switch (link.Status)
        {
            case 1:
                emitter.Fire("subscribe", source, link.Contact, id, more);
                break;
            case 2 when source == "public":
                emitter.Fire("unsubscribe", source, link.Contact, id,
                    form => form.Add("unsubscribe[reason]", "").Add("account_id", "0"), form => form.Add("list[0][id]", id.Text()));
                break;
            case 2:
                emitter.Fire("unsubscribe", source, link.Contact, id, more);
                break;
        }
    }

    private void Write(Utf8JsonWriter json, AcList list, string? name)
    {
        json.Open(name);
        json.WriteString("stringid", list.StringId);
        json.WriteString("userid", "1");
        json.WriteString("name", list.Name);
        json.WriteString("cdate", state.Time.Iso(list.Created));
        json.WriteString("sender_url", "https://example.test");
        json.WriteString("sender_reminder", "You signed up on our site.");
        json.WriteString("optinoptout", "1");
        json.WriteString("channel", "email");
        json.WriteNull("description");
        json.WriteString("non_deleted_subscribers", "0");
        json.WriteString("active_subscribers", "0");
        json.WriteNull("deletestamp");
        json.NoLinks();
        json.Id("id", list.Id);
        json.WriteString("user", "1");
        json.WriteEndObject();
    }
}
