using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Checks the values of one record and turns them into what the record keeps. Used again for the next record.</summary>
internal sealed class ZohoValueReader(ZohoState state)
{
    private readonly List<(ZohoField Field, object? Value)> _values = [];

    /// <summary>A list and not an interface over one, whose enumeration would allocate for each record.</summary>
    public List<(ZohoField Field, object? Value)> Values => _values;

    /// <summary>How lookups of this call are named by external fields instead of ids.</summary>
    public ZohoExternal? External { get; set; }

    /// <summary>Reads all values of an item; the error that refuses the whole record, if any.</summary>
    /// <param name="module">The record's module.</param>
    /// <param name="record">Null for a new record, which must have its mandatory fields.</param>
    /// <param name="item">What was sent.</param>
    /// <param name="index">The item's place in the call, for error texts.</param>
    public ZohoError? Read(ZohoModule module, ZohoRecord? record, ZohoItem item, int index)
    {
        _values.Clear();
        foreach (var (field, value) in item.Sent)
        {
            if (Read(field, record, item.Json, value, index) is { } error)
            {
                return error;
            }
        }

        return MissingMandatory(module, record, index);
    }

    private ZohoError? Read(ZohoField field, ZohoRecord? record, JsonElement item, JsonElement sent, int index)
    {
        object? value = null;
        if (sent.ValueKind != JsonValueKind.Null)
        {
            var held = record?[field.Ordinal];
            var error = field.Kind switch
            {
                ZohoKind.Owner => ReadOwner(field, sent, index, out value),
                ZohoKind.Lookup => ReadLookup(field, item, sent, index, out value),
                _ => ZohoValues.TryRead(field, sent, held, out value) ? null : ZohoError.WrongType(field, index),
            };
            if (error is not null)
            {
                return error;
            }

            value = field.Kind == ZohoKind.Texts ? Appended(field, item, held, value) : value;
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

    private ZohoError? ReadOwner(ZohoField field, JsonElement sent, int index, out object? value)
    {
        value = ZohoValues.TryId(sent.Has("id", out var inner) ? inner : sent, out var id) ? ZohoUser.Find(id) : null;
        return value is ZohoUser user && state.IsActive(user)
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

        var named = sent.Has("id", out var inner) ? inner : sent;
        value = External?.Lookup(field, target) is { } external ? external.Index!.Oldest(named.AsText())
            : ZohoValues.TryId(named, out var id) ? state.Module(target)?.Find(id) : null;
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
}
