using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Registration of account webhooks. Nothing stops a caller from registering twice, and then each event comes twice.</summary>
internal sealed class AcHooks(AcState state)
{
    private static readonly string[] Events =
        ["bounce", "click", "contact_tag_added", "contact_tag_removed", "deal_add", "deal_note_add", "deal_pipeline_add", "deal_stage_add",
         "deal_task_add", "deal_task_complete", "deal_tasktype_add", "deal_update", "forward", "list_add", "open", "reply", "sent", "share",
         "sms_reply", "sms_sent", "sms_unsub", "subscribe", "subscriber_note", "unsubscribe", "update"];

    private static readonly string[] AlsoAccepted =
        ["contact_task_add", "account_add", "account_update", "account_contact_add", "account_contact_update"];

    private static readonly string[] Sources = ["public", "admin", "api", "system"];

    public static void ListEvents(Call call)
    {
        call.Json.WriteStartObject();
        WriteTexts(call.Json, "webhookEvents", Events);
        call.Json.WriteStartObject("meta");
        call.Json.WriteNumber("total", Events.Length);
        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }

    public void List(Call call)
    {
        var query = call.Query;
        var found = state.Hooks.Values
            .Where(hook => query["filters[name]"] is not { } name || hook.Name == name)
            .Where(hook => query["filters[url]"] is not { } url || hook.Url == url)
            .Where(hook => query.Number("filters[listid]") is not { } list || hook.List == list).ToList();
        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("webhooks");
        AcPage.Of(call).Cut(found).ForEach(hook => Write(json, hook, null));
        json.WriteEndArray();
        json.TotalMeta(found.Count);
        json.WriteEndObject();
    }

    public void One(Call call, AcHook hook)
    {
        call.Json.WriteStartObject();
        Write(call.Json, hook, "webhook");
        call.Json.WriteEndObject();
    }

    public void Create(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("webhook", out var sent))
        {
            call.MissingAttribute("webhook");
            return;
        }

        foreach (var required in new[] { "name", "url", "events", "sources" })
        {
            if (!sent.Has(required, out var value) || value.AsText() is "" or "||||")
            {
                call.Invalid($"The webhook {required} was not provided.", "field_missing", required);
                return;
            }
        }

        var hook = new AcHook { Id = state.NextDefinition(), Created = state.Now };
        if (TrySet(call, hook, sent))
        {
            state.Hooks[hook.Id] = hook;
            call.Status = 201;
            One(call, hook);
        }
    }

    public void Change(Call call, AcHook hook)
    {
        call.TryJson(out var root);
        root.Has("webhook", out var sent);
        if (TrySet(call, hook, sent))
        {
            One(call, hook);
        }
    }

    public void Delete(Call call, AcHook hook)
    {
        state.Hooks.Remove(hook.Id);
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
    }

    public void WriteAll(Utf8JsonWriter json)
    {
        foreach (var hook in state.Hooks.Values)
        {
            json.WriteStartObject();
            json.Id("id", hook.Id);
            json.WriteString("name", hook.Name);
            json.WriteString("url", hook.Url);
            WriteTexts(json, "events", hook.Events);
            WriteTexts(json, "sources", hook.Sources);
            json.WriteBoolean("active", hook.Active);
            json.WriteEndObject();
        }
    }

    private static bool TrySet(Call call, AcHook hook, JsonElement sent)
    {
        var events = Texts(sent, "events") ?? hook.Events;
        var sources = Texts(sent, "sources") ?? hook.Sources;
        if (events.FirstOrDefault(each => !Events.Contains(each) && !AlsoAccepted.Contains(each)) is { } unknown)
        {
            call.Invalid($"The event {unknown} does not exist.", "field_invalid", "events");
            return false;
        }

        if (sources.FirstOrDefault(each => !Sources.Contains(each)) is { } odd)
        {
            call.Invalid($"The source {odd} does not exist.", "field_invalid", "sources");
            return false;
        }

        (hook.Events, hook.Sources) = (events, sources);
        hook.Name = sent.Text("name") ?? hook.Name;
        hook.Url = sent.Text("url") ?? hook.Url;
        hook.List = sent.Int("listid") ?? hook.List;
        return true;
    }

    private static List<string>? Texts(JsonElement sent, string name) =>
        sent.Has(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(JsonRead.AsText)] : null;

    private void Write(Utf8JsonWriter json, AcHook hook, string? name)
    {
        json.Open(name);
        json.WriteString("cdate", state.Time.Iso(hook.Created));
        json.Id("listid", hook.List);
        json.WriteString("name", hook.Name);
        json.WriteString("url", hook.Url);
        WriteTexts(json, "events", hook.Events);
        WriteTexts(json, "sources", hook.Sources);
        json.EmptyArray("links");
        json.Id("id", hook.Id);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
