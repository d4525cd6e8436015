using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/lists and /listGroups.</summary>
internal sealed class AcLists(AcState state, AcEmitter emitter)
{
    private static readonly string[] Required = ["name", "stringid", "sender_url", "sender_reminder"];

    public void List(Call call)
    {
        var name = call.Query["filters[name]"];
        call.Page("lists", [.. state.Lists.Values.Where(list => name is null || list.Name.Contains(name, StringComparison.OrdinalIgnoreCase))],
            list => Write(call.Json, list, null));
    }

    public void One(Call call, AcList list) => call.Answer(200, json => Write(json, list, "list"));

    public void Create(Call call)
    {
        if (!call.TryMember("list", out var sent))
        {
            return;
        }

        if (Required.FirstOrDefault(each => sent.Text(each) is not { Length: > 0 }) is { } required)
        {
            call.Invalid($"The list {required} was not provided.", "field_missing", required);
            return;
        }

        var list = state.AddList(sent.Text("name")!, sent.Text("stringid"));
        Apply(list, sent);
        call.Answer(201, json => Write(json, list, "list"));
        Tell(list);
    }

    public void Change(Call call, AcList list)
    {
        if (call.TryMember("list", out var sent))
        {
            Apply(list, sent);
            One(call, list);
        }
    }

    public void Delete(Call call, AcList list)
    {
        state.Delete(list);
        call.Nothing();
    }

    /// <summary>Without it users do not see a list; the API does not care.</summary>
    public void Share(Call call)
    {
        if (!call.TryMember("listGroup", out var sent))
        {
            return;
        }

        if (!state.Lists.ContainsKey(sent.Int("listid") ?? 0))
        {
            call.Missing("_List", sent.Text("listid") ?? "");
            return;
        }

        call.Answer(201, json =>
        {
            json.WriteStartObject("listGroup");
            json.Echo("listid", sent.GetProperty("listid"));
            json.EchoOr(sent, "groupid", "3");
            json.NoLinks();
            json.WriteString("id", sent.Text("listid"));
            json.WriteEndObject();
        });
    }

    private static void Apply(AcList list, JsonElement sent)
    {
        list.Name = sent.Text("name") ?? list.Name;
        list.SenderUrl = sent.Text("sender_url") ?? list.SenderUrl;
        list.SenderReminder = sent.Text("sender_reminder") ?? list.SenderReminder;
    }

    /// <summary>"list_add" says that a list was created; "list" is then the list itself and no number.</summary>
    private void Tell(AcList list) => emitter.Fire(new AcEvent("list_add", "api")
    {
        ListShape = form => form.Add("list[id]", list.Id.Text()).Add("list[userid]", "1").Add("list[name]", list.Name)
            .Add("list[sender_addr1]", "1 Main St").Add("list[sender_addr2]", "").Add("list[sender_city]", "Gothenburg")
            .Add("list[sender_zip]", "411 01").Add("list[sender_state]", "").Add("list[sender_country]", "Sweden")
            .Add("list[fulladdress]", "1 Main St, Gothenburg, 411 01, Sweden").Add("list[sender_url]", list.SenderUrl)
            .Add("list[sender_reminder]", list.SenderReminder),
    });

    private void Write(Utf8JsonWriter json, AcList list, string? name)
    {
        json.Open(name);
        json.WriteString("stringid", list.StringId);
        json.WriteString("userid", "1");
        json.WriteString("name", list.Name);
        json.WriteString("cdate", state.Time.Iso(list.Created));
        json.WriteString("sender_url", list.SenderUrl);
        json.WriteString("sender_reminder", list.SenderReminder);
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
