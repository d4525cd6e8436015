using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Success items of a write.</summary>
internal static class ZohoResult
{
    public static void Write(Utf8JsonWriter json, ZohoState state, ZohoRecord record, bool inserted)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        WriteDetails(json, state, record, inserted);
        WriteEnd(json, inserted ? ZohoNames.Added : ZohoNames.Updated);
    }

    /// <param name="json">Where to write.</param>
    /// <param name="state">The account.</param>
    /// <param name="record">The record inserted or updated.</param>
    /// <param name="inserted">Whether the record is new.</param>
    /// <param name="duplicateField">Field by which the record was found; null when it was inserted or named by its id.</param>
    public static void WriteUpserted(Utf8JsonWriter json, ZohoState state, ZohoRecord record, bool inserted, string? duplicateField)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteString(ZohoNames.DuplicateField, duplicateField);
        json.WriteString(ZohoNames.Action, inserted ? ZohoNames.Insert : ZohoNames.Update);
        WriteDetails(json, state, record, false);
        WriteEnd(json, inserted ? ZohoNames.Added : ZohoNames.Updated);
    }

    public static void WriteDeleted(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.Id, id);
        json.WriteEndObject();
        WriteEnd(json, ZohoNames.Deleted);
    }

    private static void WriteDetails(Utf8JsonWriter json, ZohoState state, ZohoRecord record, bool approval)
    {
        json.WriteStartObject(ZohoNames.Details);
        json.WriteString(ZohoNames.ModifiedTime, state.Time.Iso(record.Modified));
        json.WritePropertyName(ZohoNames.ModifiedBy);
        record.ModifiedBy.WriteShort(json);
        json.WriteString(ZohoNames.CreatedTime, state.Time.Iso(record.Created));
        json.WriteString(ZohoNames.Id, record.IdText);
        json.WritePropertyName(ZohoNames.CreatedBy);
        record.CreatedBy.WriteShort(json);
        if (approval)
        {
            json.WriteString(ZohoNames.Approval, ZohoNames.Approved);
        }

        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, JsonEncodedText message)
    {
        json.WriteString(ZohoNames.Message, message);
        json.WriteString(ZohoNames.Status, ZohoNames.Ok);
        json.WriteEndObject();
    }
}
