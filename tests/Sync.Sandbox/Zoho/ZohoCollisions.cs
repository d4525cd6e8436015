namespace Sync.Sandbox.Zoho;

/// <summary>Refuses values that another record holds in a field without duplicates, of the same module or as the preference says.</summary>
internal sealed class ZohoCollisions(ZohoPreference preference)
{
    /// <returns>One error, or one that holds several; null when nothing collides.</returns>
    public ZohoError? Find(ZohoModule module, ZohoRecord? record, List<(ZohoField Field, object? Value)> values, int index)
    {
        List<ZohoError>? found = null;
        foreach (var (field, value) in values)
        {
            if (value is string text && Other(module, record, field, text) is { } other)
            {
                (found ??= []).Add(Duplicate(field, other, index));
            }
        }

        return found switch
        {
            null => null,
            [var one] => one,
            _ => Several(found),
        };
    }

    public static ZohoError Duplicate(ZohoField field, ZohoRecord other, int index) => ZohoError.OfField(
        "DUPLICATE_DATA", "duplicate data", field.Name, index, json =>
        {
            json.WriteStartObject("duplicate_record");
            json.WriteString("id", other.IdText);
            json.WritePropertyName("Owner");
            other.Owner.WriteLong(json);
            json.WriteStartObject("module");
            json.WriteString("api_name", other.Module.Name);
            json.WriteString("id", other.Module.IdText);
            json.WriteEndObject();
            json.WriteEndObject();
        });

    private ZohoRecord? Other(ZohoModule module, ZohoRecord? record, ZohoField field, string value)
    {
        // A value that stays as it was collided with nothing when it came.
        if (record is not null && ReferenceEquals(record[field.Ordinal], value))
        {
            return null;
        }

        if (field.Unique && field.Index!.Oldest(value, preference.SeesConverted(module)) is { } other && other != record)
        {
            return other;
        }

        return preference.Elsewhere(module, field, value);
    }

    private static ZohoError Several(List<ZohoError> found) => new("MULTIPLE_OR_MULTI_ERRORS", "Multiple errors in the request")
    {
        Details = json =>
        {
            json.WriteStartArray("errors");
            found.ForEach(each => each.Write(json));
            json.WriteEndArray();
        },
    };
}
