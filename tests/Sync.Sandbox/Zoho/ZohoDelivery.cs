using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes what a channel is sent. It carries no record, no event id and no signature.</summary>
internal sealed class ZohoDelivery(ZohoState state, ZohoJson recordJson)
{
    private readonly ZohoChangeJson _changes = new(recordJson);

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
                _changes.WriteValues(json, changes);
            }
        }, json => ZohoChangeJson.WriteFields(json, operation == "insert" ? [] : changes));
    }

    public byte[] OfUser(ZohoChannel channel, ZohoUser user, string operation, IReadOnlyList<string> fields)
    {
        var id = user.Id.ToString(CultureInfo.InvariantCulture);
        return Body(channel, "users", operation, [id], _ => { }, json =>
        {
            json.WriteStartArray("affected_fields");
            ZohoChangeJson.WriteNames(json, id, fields);
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
