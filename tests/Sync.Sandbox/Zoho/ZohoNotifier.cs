using System.Text.Json;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Collects what one call changes and tells the channels: one delivery per channel, module and operation, which may hold many ids.
/// A delivery carries no record, no event id and no signature.
/// </summary>
internal sealed class ZohoNotifier(ZohoState state, ZohoJson recordJson, WebhookSender sender)
{
    private readonly List<Change> _changes = [];

    public Dictionary<string, ZohoChannel> Channels { get; } = [];

    /// <summary>False when nobody would hear; then changes need not be collected.</summary>
    public bool Listens => Channels.Count > 0;

    public void Inserted(ZohoRecord record, IReadOnlyList<(ZohoField Field, object? Value)> values) =>
        Add("insert", record, () => [.. values.Where(each => each.Value is not null).Select(each => each.Field.Name)]);

    /// <summary>A write that changed nothing is not told.</summary>
    public void Updated(ZohoRecord record, IReadOnlyList<string> fields)
    {
        if (fields.Count > 0)
        {
            Add("update", record, () => fields);
        }
    }

    /// <summary>Called before the record goes.</summary>
    public void Removed(ZohoRecord record, ZohoUser by)
    {
        record.ModifiedBy = by;
        Add("delete", record, () => ["Modified_By", "Record_Status__s"]);
    }

    /// <summary>Sends what the call has changed.</summary>
    public void Flush()
    {
        if (_changes.Count == 0)
        {
            return;
        }

        foreach (var group in _changes.GroupBy(change => (change.Record.Module, change.Operation)).ToList())
        {
            foreach (var channel in Channels.Values)
            {
                Tell(channel, group.Key.Module, group.Key.Operation, [.. group]);
            }
        }

        _changes.Clear();
    }

    /// <summary>Forgets what was collected, for changes that the vendor does not tell of (imports).</summary>
    public void Discard() => _changes.Clear();

    private void Add(string operation, ZohoRecord record, Func<IReadOnlyList<string>> fields)
    {
        if (Listens)
        {
            _changes.Add(new Change(operation, record, fields()));
        }
    }

    private void Tell(ZohoChannel channel, ZohoModule module, string operation, List<Change> changes)
    {
        // Subscriptions say create, edit and delete; deliveries say insert, update and delete.
        var subscribed = operation switch { "insert" => "create", "update" => "edit", _ => "delete" };
        if (channel.Target is null || channel.Expiry <= state.Now || !channel.Events.Contains((module.Name, subscribed)))
        {
            return;
        }

        if (operation == "update" && channel.Conditions.TryGetValue(module.Name, out var interesting))
        {
            changes = changes.FindAll(change => interesting(change.Fields));
        }

        if (changes.Count > 0)
        {
            sender.Send(new Webhook(VendorName.Zoho, channel.Id, channel.Target, "application/json;charset=UTF-8", Body(channel, module, operation, changes)));
        }
    }

    private byte[] Body(ZohoChannel channel, ZohoModule module, string operation, List<Change> changes)
    {
        var answer = Answer.Rent();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteNumber("server_time", state.Now);
        WriteValues(json, channel, operation, changes);
        WriteQuery(json, channel.Target!);
        json.WriteString("module", module.Name);
        json.WriteString("resource_uri", $"https://www.zohoapis.com/crm/v2/{module.Name}");
        json.WriteStartArray("ids");
        changes.ForEach(change => json.WriteStringValue(change.Record.IdText));
        json.WriteEndArray();
        WriteFields(json, operation, changes);
        json.WriteString("operation", operation);
        json.WriteString("channel_id", channel.Id);
        json.WriteString("token", channel.Token);
        json.WriteEndObject();
        json.Flush();
        var body = answer.Buffer.Written.ToArray();
        answer.Return();
        return body;
    }

    private void WriteValues(Utf8JsonWriter json, ZohoChannel channel, string operation, List<Change> changes)
    {
        if (!channel.ReturnsValues && operation != "delete")
        {
            return;
        }

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

    private void WriteValue(Utf8JsonWriter json, Change change, string name)
    {
        json.WritePropertyName(name);
        if (name == "Record_Status__s")
        {
            json.WriteNumberValue(0);
        }
        else if (change.Record.Module.Field(name) is { } field)
        {
            recordJson.WriteValue(json, field, field.Of(change.Record));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteFields(Utf8JsonWriter json, string operation, List<Change> changes)
    {
        json.WriteStartArray("affected_fields");
        foreach (var change in operation == "insert" ? [] : changes)
        {
            json.WriteStartObject();
            json.WriteStartArray(change.Record.IdText);
            foreach (var name in change.Fields)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
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

    private sealed record Change(string Operation, ZohoRecord Record, IReadOnlyList<string> Fields);
}
