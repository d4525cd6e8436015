using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes channels as the API shows them: one item for each of their modules.</summary>
internal sealed class ZohoWatchJson(ZohoState state)
{
    public void WriteSubscribed(Utf8JsonWriter json, ZohoChannel channel, string message)
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

    public void WriteRemoved(Utf8JsonWriter json, ZohoChannel channel)
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
        // Users are watched like a module but are none.
        json.WriteString("resource_id", state.Module(module)?.IdText ?? "5550100000000000001");
        json.WriteString("resource_name", module);
        json.WriteString("channel_id", channel.Id);
    }

    public void WriteChannel(Utf8JsonWriter json, ZohoChannel channel)
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
