namespace Sync.Policy;

/// <summary>Tags that a source record has: names with commas or semicolons between them, or as choices (<c>||a||b||</c>). Pure.</summary>
public static class RecordTags
{
    public const string Yes = "true";

    private static readonly string[] Separators = [",", ";", "||"];

    /// <summary>Our name of a tag, by its name at marketing.</summary>
    public static string NameOf(string marketing) => $"tag:{marketing}";

    /// <returns>Null if the source did not say.</returns>
    public static bool? Has(IReadOnlyDictionary<string, string?> sourceFields, FieldPolicy tag) =>
        !sourceFields.TryGetValue(tag.From, out var tags) ? null
        : (tags ?? "").Split(Separators, StringSplitOptions.TrimEntries).Contains(tag.TagThere, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name can be told from others in such a list.</summary>
    public static bool IsOne(string name) => !Separators.Any(each => name.Contains(each, StringComparison.Ordinal)) && !name.Any(char.IsControl);
}
