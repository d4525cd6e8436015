using System.Buffers.Text;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Success items of a write. A hundred of them are most of a large write's answer, so each is put together from ready pieces and handed
/// to the JSON writer as a whole.
/// </summary>
internal static class ZohoResult
{
    private const int Longest = 1024;

    /// <param name="json">Where to write.</param>
    /// <param name="state">The account.</param>
    /// <param name="record">The record inserted or updated.</param>
    /// <param name="inserted">Whether the record is new.</param>
    public static void Write(Utf8JsonWriter json, ZohoState state, ZohoRecord record, bool inserted)
    {
        var item = new Pieces(stackalloc byte[Longest]);
        item.Add("{\"code\":\"SUCCESS\","u8);
        AddDetails(ref item, state, record);
        item.Add(inserted ? ",\"$approval_state\":\"approved\"},"u8 : "},"u8);
        AddEnd(ref item, inserted);
        json.WriteRawValue(item.Written, skipInputValidation: true);
    }

    /// <param name="json">Where to write.</param>
    /// <param name="state">The account.</param>
    /// <param name="record">The record inserted or updated.</param>
    /// <param name="inserted">Whether the record is new.</param>
    /// <param name="duplicateField">Field by which the record was found; null when it was inserted or named by its id.</param>
    public static void WriteUpserted(Utf8JsonWriter json, ZohoState state, ZohoRecord record, bool inserted, ZohoField? duplicateField)
    {
        var item = new Pieces(stackalloc byte[Longest]);
        item.Add("{\"code\":\"SUCCESS\",\"duplicate_field\":"u8);
        if (duplicateField is null)
        {
            item.Add("null"u8);
        }
        else
        {
            item.Add("\""u8);
            item.Add(duplicateField.Key.EncodedUtf8Bytes);
            item.Add("\""u8);
        }

        item.Add(inserted ? ",\"action\":\"insert\","u8 : ",\"action\":\"update\","u8);
        AddDetails(ref item, state, record);
        item.Add("},"u8);
        AddEnd(ref item, inserted);
        json.WriteRawValue(item.Written, skipInputValidation: true);
    }

    public static void WriteDeleted(Utf8JsonWriter json, string id) => WriteDone(json, id, "record deleted");

    /// <summary>An item that tells no more than the record and a message.</summary>
    public static void WriteDone(Utf8JsonWriter json, string id, string message)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.Id, id);
        json.WriteEndObject();
        json.WriteString(ZohoNames.Message, message);
        json.WriteString(ZohoNames.Status, ZohoNames.Ok);
        json.WriteEndObject();
    }

    private static void AddDetails(ref Pieces item, ZohoState state, ZohoRecord record)
    {
        item.Add("\"details\":{\"Modified_Time\":\""u8);
        item.Add(state.Time.IsoUtf8(record.Modified));
        item.Add("\",\"Modified_By\":"u8);
        item.Add(record.ModifiedBy.Short);
        item.Add(",\"Created_Time\":\""u8);
        item.Add(state.Time.IsoUtf8(record.Created));
        item.Add("\",\"id\":\""u8);
        item.Add(record.Id);
        item.Add("\",\"Created_By\":"u8);
        item.Add(record.CreatedBy.Short);
    }

    private static void AddEnd(ref Pieces item, bool inserted) => item.Add(inserted
        ? "\"message\":\"record added\",\"status\":\"success\"}"u8
        : "\"message\":\"record updated\",\"status\":\"success\"}"u8);

    private ref struct Pieces(Span<byte> room)
    {
        private readonly Span<byte> _room = room;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _room[.._length];

        public void Add(ReadOnlySpan<byte> piece)
        {
            piece.CopyTo(_room[_length..]);
            _length += piece.Length;
        }

        public void Add(long number)
        {
            Utf8Formatter.TryFormat(number, _room[_length..], out var written);
            _length += written;
        }
    }
}
