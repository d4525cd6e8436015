using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>/actions/watch: subscribing to notifications. An expiry that is absent or too far becomes one hour without an error.</summary>
internal sealed class ZohoWatch(ZohoState state, ZohoNotifier notifier)
{
    private const long Hour = 3_600_000;
    private const long Longest = 7 * 24 * Hour;
    private const int LongestToken = 50;

    public void Subscribe(Call call) => Each(call, 201, sent => SubscribeOne(sent, true));

    /// <summary>Replaces a channel as a whole.</summary>
    public void Replace(Call call) => Each(call, 200, sent => SubscribeOne(sent, false));

    /// <summary>Changes the keys given, or drops events.</summary>
    public void Change(Call call) => Each(call, 200, ChangeOne);

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
        found.ForEach(channel => WriteChannel(json, channel));
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
                WriteRemoved(json, channel);
            }
            else
            {
                failed++;
                NotSubscribed(id).Write(json);
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
            WriteChannel(json, channel);
        }
    }

    private static ZohoError NotSubscribed(string id) => new("NOT_SUBSCRIBED", "not subscribed to the given channel")
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
                WriteSubscribed(json, channel, message);
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
            return (null, Invalid("channel_id"), string.Empty);
        }

        if (Set(channel, sent) is { } error)
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
            channel.Events.ExceptWith(ReadEvents(sent) ?? []);
            return (channel, null, "Successfully removed the subscribe details");
        }

        return Set(channel, sent) is { } error
            ? (null, error, string.Empty)
            : (channel, null, "Successfully updated the subscribe details");
    }

    private bool IsLive(string id) => notifier.Channels.TryGetValue(id, out var channel) && channel.Expiry > state.Now;

    private ZohoError? Set(ZohoChannel channel, JsonElement sent)
    {
        var token = sent.Text("token");
        if (token?.Length > LongestToken)
        {
            return Invalid("token");
        }

        if (sent.Has("events", out _))
        {
            if (ReadEvents(sent) is not { } events)
            {
                return Invalid("events");
            }

            channel.Events = events;
        }

        if (sent.Text("notify_url") is { } url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var target))
            {
                return Invalid("notify_url");
            }

            channel.Target = target;
        }

        channel.Token = token ?? channel.Token;
        channel.ReturnsValues = sent.Has("return_affected_field_values", out var returns) ? returns.ValueKind == JsonValueKind.True : channel.ReturnsValues;
        channel.Conditions = sent.Has("notification_condition", out _) ? ZohoConditions.Read(sent) : channel.Conditions;
        channel.Expiry = sent.Has("channel_expiry", out _) || channel.Expiry == 0 ? Expiry(sent) : channel.Expiry;
        return null;
    }

    private long Expiry(JsonElement sent)
    {
        var now = state.Now;
        return state.Time.TryParse(sent.Text("channel_expiry"), out var wanted) && wanted > now && wanted - now <= Longest ? wanted : now + Hour;
    }

    /// <summary>Null when an event names an unknown module or operation; notes cannot be watched.</summary>
    private HashSet<(string, string)>? ReadEvents(JsonElement sent)
    {
        var events = new HashSet<(string, string)>();
        foreach (var text in sent.Items("events").Select(JsonRead.AsText))
        {
            var parts = text.Split('.');
            if (parts is not [not "Notes", "create" or "edit" or "delete" or "all"] || state.Module(parts[0]) is null)
            {
                return null;
            }

            foreach (var each in parts[1] == "all" ? ["edit", "create", "delete"] : new[] { parts[1] })
            {
                events.Add((parts[0], each));
            }
        }

        return events;
    }

    private static ZohoError Invalid(string name) => ZohoError.InvalidData(details: json => json.WriteString("api_name", name));

    private void WriteSubscribed(Utf8JsonWriter json, ZohoChannel channel, string message)
    {
        json.WriteStartObject();
        json.WriteString("code", "SUCCESS");
        json.WriteStartObject("details");
        json.WriteStartArray("events");
        foreach (var module in channel.Events.Select(each => each.Module).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("channel_expiry", state.Time.Iso(channel.Expiry));
            WriteModule(json, channel, module);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("message", message);
        json.WriteString("status", "success");
        json.WriteEndObject();
    }

    private void WriteRemoved(Utf8JsonWriter json, ZohoChannel channel)
    {
        foreach (var module in channel.Events.Select(each => each.Module).Distinct())
        {
            json.WriteStartObject();
            json.WriteString("code", "SUCCESS");
            json.WriteStartObject("details");
            WriteModule(json, channel, module);
            json.WriteEndObject();
            json.WriteString("message", "Successfully un-subscribed from actions-watch");
            json.WriteString("status", "success");
            json.WriteEndObject();
        }
    }

    private void WriteModule(Utf8JsonWriter json, ZohoChannel channel, string module)
    {
        json.WriteString("resource_uri", $"https://www.zohoapis.com/crm/v2/{module}");
        json.WriteString("resource_id", $"5550100000000000{state.Module(module)!.Id}");
        json.WriteString("resource_name", module);
        json.WriteString("channel_id", channel.Id);
    }

    private void WriteChannel(Utf8JsonWriter json, ZohoChannel channel)
    {
        foreach (var module in channel.Events.GroupBy(each => each.Module))
        {
            json.WriteStartObject();
            json.WriteString("channel_expiry", state.Time.Iso(channel.Expiry));
            WriteModule(json, channel, module.Key);
            json.WriteString("notify_url", channel.Target?.ToString());
            json.WriteStartArray("events");
            foreach (var (name, each) in module)
            {
                json.WriteStringValue($"{name}.{each}");
            }

            json.WriteEndArray();
            json.WriteString("token", channel.Token);
            json.WriteNull("fields");
            json.WriteBoolean("return_affected_field_values", channel.ReturnsValues);
            json.WriteEndObject();
        }
    }
}
