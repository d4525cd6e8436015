using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A record as Zoho returns it.</summary>
internal static class ZohoRow
{
    public static FoundRecord? Found(JsonElement row, string module, IReadOnlyCollection<string> fields) =>
        row.Member("id").Text() is not { Length: > 0 } id ? null : new FoundRecord(
            module, id, Address.Fold(row.Member("Email").Text()),
            fields.Distinct().ToDictionary(field => field, field => Text(row.Member(field))));

    /// <summary>Two parts of one record.</summary>
    public static FoundRecord Join(FoundRecord one, FoundRecord other) => one with
    {
        Email = one.Email ?? other.Email,
        Fields = one.Fields.Concat(other.Fields).DistinctBy(field => field.Key).ToDictionary(),
    };

    /// <summary>As a page of a sweep or a read holds it.</summary>
    public static SourceRecord? Source(JsonElement row, string module, IEnumerable<string> fields, DateTimeOffset readAt) =>
        row.Member("id").Text() is not { Length: > 0 } id ? null : new SourceRecord
        {
            Kind = "read",
            Module = module,
            RecordId = id,
            Email = Address.Fold(row.Member("Email").Text()),
            ChangedAt = SourceTime.Or(ChangedAt(row), readAt),
            Fields = fields.Distinct().ToDictionary(field => field, field => field == "Tag" ? Tags(row) : Text(row.Member(field))),
        };

    public static DateTimeOffset? ChangedAt(JsonElement row) =>
        IsoTime.Parse(row.Member("Modified_Time").Text()) ?? IsoTime.Parse(row.Member("Created_Time").Text());

    /// <summary>Names of its tags: their numbers mean nothing to anybody.</summary>
    public static IEnumerable<string> TagNames(JsonElement row) =>
        row.Member("Tag").Items().Select(tag => (tag.Member("name") ?? tag).Text()).OfType<string>();

    private static string? Tags(JsonElement row) => Choices(TagNames(row));

    /// <summary>Values of several choices as <c>||a||b||</c>; of a reference to another record its id.</summary>
    public static string? Text(JsonElement? value)
    {
        var text = value?.ValueKind switch
        {
            JsonValueKind.Array => Choices(value.Items().Select(item => Text(item)).OfType<string>()),
            JsonValueKind.Object => (value.Member("id") ?? value.Member("name")).Text(),
            _ => value.Text(),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? Choices(IEnumerable<string> items) =>
        string.Join("||", items) is { Length: > 0 } list ? $"||{list}||" : null;
}
