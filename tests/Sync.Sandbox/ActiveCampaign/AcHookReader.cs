using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Reads what a registration asks for, and knows the names of events and sources.</summary>
internal static class AcHookReader
{
    /// <summary>Those that the API lists; some more are accepted.</summary>
    public static readonly IReadOnlyList<string> Events =
        ["bounce", "click", "contact_tag_added", "contact_tag_removed", "deal_add", "deal_note_add", "deal_pipeline_add", "deal_stage_add",
         "deal_task_add", "deal_task_complete", "deal_tasktype_add", "deal_update", "forward", "list_add", "open", "reply", "sent", "share",
         "sms_reply", "sms_sent", "sms_unsub", "subscribe", "subscriber_note", "unsubscribe", "update"];

    private static readonly string[] AlsoAccepted =
        ["contact_task_add", "account_add", "account_update", "account_contact_add", "account_contact_update"];

    private static readonly string[] Sources = ["public", "admin", "api", "system"];

    public static bool TrySet(Call call, AcHook hook, JsonElement sent)
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
}
