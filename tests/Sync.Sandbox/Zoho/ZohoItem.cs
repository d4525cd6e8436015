using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// One record's JSON of a write: its members that are writable fields. Unknown and read-only keys are passed over without a word, as the
/// vendor does. Used again for the next record, and not thread-safe.
/// </summary>
internal sealed class ZohoItem
{
    private const int LongestName = 64;

    private readonly List<(ZohoField Field, JsonElement Value)> _sent = [];

    // The records of one call have the same keys in the same order: a comparison of bytes then stands for a look-up.
    private readonly List<(byte[] Name, ZohoField? Field)> _shape = [];
    private (ZohoModule? Module, int Version) _shapeOf;

    /// <summary>A list and not an interface over one, whose enumeration would allocate for each record.</summary>
    public List<(ZohoField Field, JsonElement Value)> Sent => _sent;

    public JsonElement Json { get; private set; }

    /// <summary>The id that the item names, if any.</summary>
    public JsonElement? Id { get; private set; }

    /// <summary>Takes note of a record's members; the error when it is no record.</summary>
    public ZohoError? Scan(ZohoModule module, JsonElement json)
    {
        _sent.Clear();
        (Json, Id) = (json, null);
        if (json.ValueKind != JsonValueKind.Object)
        {
            return ZohoError.InvalidData(details: each => each.WriteString("expected_data_type", "jsonobject"));
        }

        Remember(module);
        var place = 0;
        foreach (var member in json.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            if (FieldAt(module, place++, name) is { } field)
            {
                _sent.Add((field, member.Value));
            }
            else if (name.SequenceEqual("id"u8))
            {
                Id = member.Value;
            }
        }

        return null;
    }

    /// <summary>The record of the index that has the text sent for a field.</summary>
    public ZohoRecord? Match(ZohoField field, string pick)
    {
        foreach (var (each, value) in _sent)
        {
            if (each == field)
            {
                return value.ValueKind == JsonValueKind.String ? Match(field.Index!, value, pick) : null;
            }
        }

        return null;
    }

    private static ZohoRecord? Match(ZohoIndex index, JsonElement value, string pick)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (raw.Length > 256 || raw.Contains((byte)'\\'))
        {
            return index.Pick(value.GetString(), pick);
        }

        Span<char> text = stackalloc char[256];
        return index.Pick(text[..Encoding.UTF8.GetChars(raw, text)], pick);
    }

    private void Remember(ZohoModule module)
    {
        if (_shapeOf != (module, module.Version))
        {
            _shape.Clear();
            _shapeOf = (module, module.Version);
        }
    }

    /// <summary>Null when the name is not that of a writable field.</summary>
    private ZohoField? FieldAt(ZohoModule module, int place, ReadOnlySpan<byte> name)
    {
        if (place < _shape.Count && name.SequenceEqual(_shape[place].Name))
        {
            return _shape[place].Field;
        }

        var field = Find(module, name) is { ReadOnly: false } writable ? writable : null;
        if (place < _shape.Count)
        {
            _shape[place] = (name.ToArray(), field);
        }
        else if (place == _shape.Count)
        {
            _shape.Add((name.ToArray(), field));
        }

        return field;
    }

    private static ZohoField? Find(ZohoModule module, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName)
        {
            return null;
        }

        Span<char> name = stackalloc char[LongestName];
        return module.Field(name[..Encoding.UTF8.GetChars(utf8, name)]);
    }
}
