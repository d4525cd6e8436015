using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Registration of account webhooks. Nothing stops a caller from registering twice, and then each event comes twice.</summary>
internal sealed class AcHooks(AcState state)
{
    public static void ListEvents(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.Texts("webhookEvents", AcHookReader.Events);
        call.Json.WriteStartObject("meta");
        call.Json.WriteNumber("total", AcHookReader.Events.Count);
        call.Json.WriteEndObject();
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
            json.Texts("events", hook.Events);
            json.Texts("sources", hook.Sources);
            json.WriteBoolean("active", hook.Active);
            json.WriteEndObject();
        }
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
        if (AcHookReader.TrySet(call, hook, sent))
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
        if (AcHookReader.TrySet(call, hook, sent))
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

    private void Write(Utf8JsonWriter json, AcHook hook, string? name)
    {
        json.Open(name);
        json.WriteString("cdate", state.Time.Iso(hook.Created));
        json.Id("listid", hook.List);
        json.WriteString("name", hook.Name);
        json.WriteString("url", hook.Url);
        json.Texts("events", hook.Events);
        json.Texts("sources", hook.Sources);
        json.EmptyArray("links");
        json.Id("id", hook.Id);
        json.WriteEndObject();
    }
}
