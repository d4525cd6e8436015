using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Shows and ends subscriptions.</summary>
internal sealed class ZohoChannels(ZohoState state, ZohoNotifier notifier)
{
    private readonly ZohoWatchJson _json = new(state);

    public void List(Call call)
    {
        var wanted = call.Query["channel_id"];
        var module = call.Query["module"];
        var found = notifier.Channels.Values
            .Where(channel => channel.Expiry > state.Now && (wanted is null || channel.Id == wanted))
            .Where(channel => module is null || channel.Events.Any(each => each.Module == module)).ToList();
        if (found.Count == 0)
        {
            call.Status = 204;
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("watch");
        found.ForEach(channel => _json.WriteChannel(json, channel));
        json.WriteEndArray();
        json.WriteStartObject("info");
        json.WriteNumber("per_page", 200);
        json.WriteNumber("count", found.Count);
        json.WriteNumber("page", 1);
        json.WriteBoolean("more_records", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Unsubscribe(Call call)
    {
        var json = call.Json;
        var failed = 0;
        json.WriteStartObject();
        json.WriteStartArray("watch");
        foreach (var id in (call.Query["channel_ids"] ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (notifier.Channels.Remove(id, out var channel))
            {
                _json.WriteRemoved(json, channel);
            }
            else
            {
                failed++;
                ZohoWatch.NotSubscribed(id).Write(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        call.Status = failed > 0 ? 400 : 200;
    }

    public void WriteAll(Utf8JsonWriter json)
    {
        foreach (var channel in notifier.Channels.Values)
        {
            _json.WriteChannel(json, channel);
        }
    }
}
