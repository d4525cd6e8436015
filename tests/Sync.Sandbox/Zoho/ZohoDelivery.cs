using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes what a channel is sent. It carries no record, no event id and no signature.</summary>
internal sealed class ZohoDelivery(ZohoState state, ZohoJson recordJson)
{
    /// <summary>Changes of one operation in one module.</summary>
    public byte[] OfRecords(ZohoChannel channel, IReadOnlyList<ZohoChange> changes)
    {
        var operation = changes[0].Operation;
        var valued = operation switch
        {
            "delete" => true,
            "insert" => channel.ReturnsValues && state.Switches.InsertValues.On,
            _ => channel.ReturnsValues,
        };
        return Body(channel, changes[0].Module.Name, operation, [.. changes.Select(change => change.Record.IdText)], json =>
        {
            if (valued)
            {
                WriteValues(json, changes);
            }
        }, json => WriteFields(json, operation == "insert" ? [] : changes));
    }

    public byte[] OfUser(ZohoChannel channel, ZohoUser user, string operation, IReadOnlyList<string> fields)
    {
        var id = user.Id.ToString(CultureInfo.InvariantCulture);
        return Body(channel, "users", operation, [id], _ => { }, json =>
        {
            json.WriteStartArray("affected_fields");
            WriteNames(json, id, fields);
            json.WriteEndArray();
        });
    }

    private byte[] Body(
        ZohoChannel channel, string module, string operation, IReadOnlyList<string> ids, Action<Utf8JsonWriter> values, Action<Utf8JsonWriter> fields)
    {
        var answer = Answer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteNumber("server_time", state.Now);
        values(json);
        WriteQuery(json, channel.Target!);
        json.WriteString("module", module);
        // Whatever version has subscribed, deliveries name this one.
        json.WriteString("resource_uri", $"https://www.zohoapis.com/crm/v2/{module}");
        json.WriteStartArray("ids");
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        fields(json);
        json.WriteString("operation", operation);
        json.WriteString("channel_id", channel.Id);
        json.WriteString("token", channel.Token);
        json.WriteEndObject();
        json.Flush();
        var body = answer.Buffer.Written.ToArray();
        answer.Return();
        return body;
    }

    private void WriteValues(Utf8JsonWriter json, IReadOnlyList<ZohoChange> changes)
    {
        json.WriteStartArray("affected_values");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("record_id", change.Record.IdText);
            json.WriteStartObject("values");
            foreach (var name in change.Fields)
            {
                WriteValue(json, change, name);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteValue(Utf8JsonWriter json, ZohoChange change, string name)
    {
        json.WritePropertyName(name);
        if (name == "Record_Status__s")
        {
            json.WriteNumberValue(0);
        }
        else if (change.Module.Field(name) is { } field)
        {
            recordJson.WriteValue(json, field, field.Of(change.Record));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<ZohoChange> changes)
    {
        json.WriteStartArray("affected_fields");
        foreach (var change in changes)
        {
            WriteNames(json, change.Record.IdText, change.Fields);
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string id, IReadOnlyList<string> names)
    {
        json.WriteStartObject();
        json.WriteStartArray(id);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, Uri target)
    {
        json.WriteStartObject("query_params");
        foreach (var pair in QueryText.Parse(target.Query).Pairs)
        {
            json.WriteString(pair.Key, pair.Value);
        }

        json.WriteEndObject();
    }
}
