using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Checks and applies one record's JSON. Unknown and read-only keys are ignored without a word, as the vendor does.
/// Not thread-safe: it reuses its list of values.
/// </summary>
internal sealed class ZohoWriter(ZohoState state, ZohoNotifier notifier)
{
    private readonly List<(ZohoField Field, JsonElement Value)> _sent = [];
    private readonly List<(ZohoField Field, object? Value)> _values = [];
    private int _lastAssigned;

    /// <summary>The id that the scanned item names, if any.</summary>
    public JsonElement? SentId { get; private set; }

    /// <summary>Scans and reads an item for a record that is known, or for a new one.</summary>
    public ZohoError? Read(ZohoModule module, ZohoRecord? record, JsonElement item, int index) =>
        Scan(module, item) ?? ReadScanned(module, record, item, index);

    /// <summary>Takes note of the members that are writable fields.</summary>
    public ZohoError? Scan(ZohoModule module, JsonElement item)
    {
        _sent.Clear();
        SentId = null;
        if (item.ValueKind != JsonValueKind.Object)
        {
            return ZohoError.InvalidData(details: json => json.WriteString("expected_data_type", "jsonobject"));
        }

        foreach (var member in item.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (FieldOf(module, name) is { ReadOnly: false } field)
            {
                _sent.Add((field, member.Value));
            }
            else if (name.SequenceEqual("id"u8))
            {
                SentId = member.Value;
            }
        }

        return null;
    }

    /// <summary>Reads the values of the scanned item; the error that refuses the whole record, if any.</summary>
    public ZohoError? ReadScanned(ZohoModule module, ZohoRecord? record, JsonElement item, int index)
    {
        _values.Clear();
        foreach (var (field, value) in _sent)
        {
            if (ReadField(field, record, item, value, index) is { } error)
            {
                return error;
            }
        }

        return MissingMandatory(module, record, index);
    }

    /// <summary>A text of the scanned item, for finding duplicates.</summary>
    public string? SentText(ZohoField field)
    {
        foreach (var (each, value) in _sent)
        {
            if (each == field)
            {
                return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            }
        }

        return null;
    }

    /// <summary>Refuses a value that another record of the module holds in a field without duplicates.</summary>
    public ZohoError? Collision(ZohoRecord? record, int index)
    {
        List<ZohoError>? found = null;
        foreach (var (field, value) in _values)
        {
            if (field.Unique && field.Index!.Oldest(value as string) is { } other && other != record)
            {
                (found ??= []).Add(Duplicate(field, other, index));
            }
        }

        return found switch
        {
            null => null,
            [var one] => one,
            _ => new ZohoError("MULTIPLE_OR_MULTI_ERRORS", "Multiple errors in the request")
            {
                Details = json =>
                {
                    json.WriteStartArray("errors");
                    found.ForEach(each => each.Write(json));
                    json.WriteEndArray();
                },
            },
        };
    }

    public ZohoRecord Insert(ZohoModule module, ZohoUser by, bool assign = false)
    {
        var record = state.Create(module, by);
        foreach (var (field, value) in _values)
        {
            ZohoModule.Set(record, field, value);
        }

        var owner = module.Field("Owner")!;
        if (record[owner.Ordinal] is null)
        {
            record[owner.Ordinal] = assign ? NextSeller() : by;
        }

        notifier.Inserted(record, _values);
        return record;
    }

    public void Update(ZohoRecord record, ZohoUser by)
    {
        var changed = notifier.Listens ? new List<string>() : null;
        foreach (var (field, value) in _values)
        {
            if (ZohoModule.Set(record, field, value))
            {
                changed?.Add(field.Name);
            }
        }

        // The stamp moves even when nothing else does.
        record.Modified = state.Now;
        record.ModifiedBy = by;
        notifier.Updated(record, changed ?? []);
    }

    public static ZohoError Duplicate(ZohoField field, ZohoRecord other, int index) => ZohoError.OfField(
        "DUPLICATE_DATA", "duplicate data", field.Name, index, json =>
        {
            json.WriteStartObject("duplicate_record");
            json.WriteString("id", other.IdText);
            json.WritePropertyName("Owner");
            ((ZohoUser)other[other.Module.Field("Owner")!.Ordinal]!).WriteLong(json);
            json.WriteStartObject("module");
            json.WriteString("api_name", other.Module.Name);
            json.WriteString("id", $"5550100000000000{other.Module.Id}");
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private static ZohoField? FieldOf(ZohoModule module, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 64)
        {
            return null;
        }

        Span<char> name = stackalloc char[64];
        return module.Field(name[..Encoding.UTF8.GetChars(utf8, name)]);
    }

    private ZohoError? ReadField(ZohoField field, ZohoRecord? record, JsonElement item, JsonElement sent, int index)
    {
        object? value = null;
        if (sent.ValueKind != JsonValueKind.Null)
        {
            var held = record?[field.Ordinal];
            var error = field.Type switch
            {
                "ownerlookup" => ReadOwner(field, sent, index, out value),
                "lookup" => ReadLookup(field, item, sent, index, out value),
                _ => ZohoValues.TryRead(field, sent, held, out value) ? null : ZohoError.WrongType(field, index),
            };
            if (error is not null)
            {
                return error;
            }

            value = Appended(field, item, held, value);
        }

        if (value is string text && text.Length > field.Length)
        {
            return ZohoError.TooLong(field, index);
        }

        _values.Add((field, value));
        return null;
    }

    /// <summary>A multi-select list is replaced unless the record says to append.</summary>
    private static object? Appended(ZohoField field, JsonElement item, object? held, object? value) =>
        value is string[] more && held is string[] before && item.Has("$append_values", out var append)
        && append.Has(field.Name, out var wanted) && wanted.ValueKind == JsonValueKind.True
            ? before.Union(more).ToArray()
            : value;

    private static ZohoError? ReadOwner(ZohoField field, JsonElement sent, int index, out object? value)
    {
        value = ZohoValues.TryId(sent.Has("id", out var inner) ? inner : sent, out var id) ? ZohoUser.Find(id) : null;
        return value is ZohoUser { Active: true }
            ? null
            : ZohoError.OfField("INVALID_DATA", "the id given seems to be invalid", field.Name, index,
                json => json.WriteString("expected_data_type", "ownerlookup"));
    }

    private ZohoError? ReadLookup(ZohoField field, JsonElement item, JsonElement sent, int index, out object? value)
    {
        value = null;
        var target = field.Target ?? (sent.Has("module", out var of) ? of.Text("api_name") : item.Text("$se_module"));
        if (target is null)
        {
            return ZohoError.Missing(field.Name == "Parent_Id" ? "Parent_Id.module.api_name" : "$se_module", index);
        }

        value = ZohoValues.TryId(sent.Has("id", out var inner) ? inner : sent, out var id) ? state.Module(target)?.Find(id) : null;
        return value is null
            ? ZohoError.OfField("INVALID_DATA", "the related id given seems to be invalid", field.Name, index)
            : null;
    }

    private ZohoError? MissingMandatory(ZohoModule module, ZohoRecord? record, int index)
    {
        foreach (var field in module.Mandatory)
        {
            if (ValueOf(field, out var sent) is null && (sent || record is null))
            {
                return ZohoError.Missing(field.Name, index);
            }
        }

        return null;
    }

    private object? ValueOf(ZohoField field, out bool sent)
    {
        foreach (var (each, value) in _values)
        {
            if (each == field)
            {
                sent = true;
                return value;
            }
        }

        sent = false;
        return null;
    }

    /// <summary>What an assignment rule does: the sellers take turns.</summary>
    private ZohoUser NextSeller()
    {
        var sellers = ZohoUser.All.Where(user => user is { Active: true, Role: "Sales" }).ToList();
        return sellers[_lastAssigned++ % sellers.Count];
    }
}
