using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A field as Zoho describes it. Pure.</summary>
internal static class ZohoFieldInfo
{
    /// <summary>Null if it has no name.</summary>
    public static FieldInfo? From(JsonElement row)
    {
        if (row.Member("api_name").Text() is not { Length: > 0 } name)
        {
            return null;
        }

        var type = row.Member("data_type").Text() ?? "text";
        var operations = row.Member("operation_type");
        return new FieldInfo(name, row.Member("field_label").Text() ?? name, KindOf(type), type)
        {
            Length = row.Member("length").Whole() is > 0 and < int.MaxValue and var length ? (int)length : null,
            Required = row.Member("system_mandatory").Text() == "true",
            ReadOnly = row.Member("read_only").Text() == "true"
                || (operations.Member("api_create").Text() == "false" && operations.Member("api_update").Text() == "false"),
            Unique = row.Member("unique") is { ValueKind: JsonValueKind.Object } unique && unique.EnumerateObject().Any(),
            Choices = Choices(row),
        };
    }

    // The API takes the actual value; what people see may be a translation of it.
    private static List<string> Choices(JsonElement row) => [.. row.Member("pick_list_values").Items()
        .Where(pick => pick.Member("type").Text() != "unused")
        .OrderBy(pick => pick.Member("sequence_number").Whole() ?? 0)
        .Select(pick => (pick.Member("actual_value") ?? pick.Member("display_value")).Text()).OfType<string>()];

    private static ValueKind KindOf(string type) => type switch
    {
        "text" or "textarea" or "autonumber" or "formula" => ValueKind.Text,
        "email" => ValueKind.Email,
        "phone" => ValueKind.Phone,
        "website" => ValueKind.Address,
        "integer" or "bigint" => ValueKind.Whole,
        "double" or "currency" or "percent" or "rollup_summary" => ValueKind.Number,
        "boolean" => ValueKind.Truth,
        "date" => ValueKind.Date,
        "datetime" => ValueKind.Moment,
        "picklist" => ValueKind.Choice,
        "multiselectpicklist" => ValueKind.Choices,
        "lookup" or "ownerlookup" or "userlookup" => ValueKind.Reference,
        _ => ValueKind.Other,
    };
}
