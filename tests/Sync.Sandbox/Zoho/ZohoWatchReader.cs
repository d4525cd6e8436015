using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Reads what a subscription asks for into a channel.</summary>
internal sealed class ZohoWatchReader(ZohoState state)
{
    private const long Hour = 3_600_000;
    private const long Longest = 7 * 24 * Hour;
    private const int LongestToken = 50;

    public ZohoError? Set(ZohoChannel channel, JsonElement sent)
    {
        var token = sent.Text("token");
        if (token?.Length > LongestToken)
        {
            return Invalid("token");
        }

        if (sent.Has("events", out _))
        {
            if (Events(sent) is not { } events)
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
        channel.HearsRelated = sent.Has("notify_on_related_action", out var related) ? related.ValueKind == JsonValueKind.True : channel.HearsRelated;
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
    public HashSet<(string, string)>? Events(JsonElement sent)
    {
        var events = new HashSet<(string, string)>();
        foreach (var text in sent.Items("events").Select(JsonRead.AsText))
        {
            var parts = text.Split('.');
            if (!CanBeWatched(parts))
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

    private bool CanBeWatched(string[] parts) =>
        parts is ["users", "all"] || (parts is [not "Notes", "create" or "edit" or "delete" or "all"] && state.Module(parts[0]) is not null);

    public static ZohoError Invalid(string name) => ZohoError.InvalidData(details: json => json.WriteString("api_name", name));
}
