using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/actions/watch: subscribing to notifications. An expiry that is absent or too far becomes one hour without an error.</summary>
internal sealed class ZohoWatch(ZohoState state, ZohoNotifier notifier)
{
    private const long Hour = 3_600_000;
    private readonly ZohoWatchReader _reader = new(state);
    private readonly ZohoWatchJson _json = new(state);

    public void Subscribe(Call call) => Each(call, 201, sent => SubscribeOne(sent, true));

    /// <summary>Replaces a channel as a whole.</summary>
    public void Replace(Call call) => Each(call, 200, sent => SubscribeOne(sent, false));

    /// <summary>Changes the keys given, or drops events.</summary>
    public void Change(Call call) => Each(call, 200, ChangeOne);

    public static ZohoError NotSubscribed(string id) => new("NOT_SUBSCRIBED", "not subscribed to the given channel")
    {
        Details = json => json.WriteString("channel_id", id),
    };

    private void Each(Call call, int success, Func<JsonElement, (ZohoChannel? Channel, ZohoError? Error, string Message)> work)
    {
        call.TryJson(out var root);
        var results = root.Items("watch").Select(work).ToList();
        if (results.Count == 0)
        {
            ZohoError.Missing("watch", 0).Answer(call);
            return;
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("watch");
        foreach (var (channel, error, message) in results)
        {
            error?.Write(json);
            if (channel is not null)
            {
                _json.WriteSubscribed(json, channel, message);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        call.Status = results.TrueForAll(each => each.Error is null) ? success : results.Exists(each => each.Error is null) ? 207 : 400;
    }

    private (ZohoChannel?, ZohoError?, string) SubscribeOne(JsonElement sent, bool isNew)
    {
        var id = sent.Text("channel_id") ?? string.Empty;
        if (!isNew && !IsLive(id))
        {
            return (null, NotSubscribed(id), string.Empty);
        }

        var channel = new ZohoChannel { Id = id, Expiry = state.Now + Hour };
        if (!ZohoValues.TryId(id, out _))
        {
            return (null, ZohoWatchReader.Invalid("channel_id"), string.Empty);
        }

        if (_reader.Set(channel, sent) is { } error)
        {
            return (null, error, string.Empty);
        }

        if (channel.Events.Count == 0 || channel.Target is null)
        {
            return (null, ZohoError.Missing(channel.Target is null ? "notify_url" : "events", 0), string.Empty);
        }

        notifier.Channels[id] = channel;
        return (channel, null, "Successfully subscribed for actions-watch of the given module");
    }

    private (ZohoChannel?, ZohoError?, string) ChangeOne(JsonElement sent)
    {
        var id = sent.Text("channel_id") ?? string.Empty;
        if (!IsLive(id))
        {
            return (null, NotSubscribed(id), string.Empty);
        }

        var channel = notifier.Channels[id];
        if (sent.Has("_delete_events", out var drop) && drop.ValueKind == JsonValueKind.True)
        {
            channel.Events.ExceptWith(_reader.Events(sent) ?? []);
            return (channel, null, "Successfully removed the subscribe details");
        }

        return _reader.Set(channel, sent) is { } error
            ? (null, error, string.Empty)
            : (channel, null, "Successfully updated the subscribe details");
    }

    private bool IsLive(string id) => notifier.Channels.TryGetValue(id, out var channel) && channel.Expiry > state.Now;
}
