namespace Sync.Policy;

/// <summary>Tags that a source record has: names with commas or semicolons between them, or as choices (<c>||a||b||</c>); and the lists that
/// it is on. Pure.</summary>
public static class RecordTags
{
    public const string Yes = "true";

    private static readonly string[] Separators = [",", ";", "||"];

    /// <summary>Our name of a tag, by its name at marketing.</summary>
    public static string NameOf(string marketing) => $"tag:{marketing}";

    /// <summary>Our name of a list, by its number at marketing.</summary>
    public static string NameOfList(string marketing) => $"list:{marketing}";

    /// <summary>What <see cref="NameOfList"/> was made of: the number at marketing.</summary>
    public static string ListOf(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <returns>Null if the source did not say.</returns>
    public static bool? Has(IReadOnlyDictionary<string, string?> sourceFields, FieldPolicy tag) =>
        !sourceFields.TryGetValue(tag.From, out var tags) ? null
        : tag.OnListAs is { } on ? tags == on
        : Names(tags).Contains(tag.TagThere, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the first of the words' tags that the record has is called; null if it has none of them.</summary>
    public static string? First(IReadOnlyList<TagWord> words, string? tags)
    {
        var names = Names(tags).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.FirstOrDefault(word => names.Contains(word.Tag))?.Is;
    }

    /// <summary>Whether a name can be told from others in such a list.</summary>
    public static bool IsOne(string name) => !Separators.Any(each => name.Contains(each, StringComparison.Ordinal)) && !name.Any(char.IsControl);

    private static string[] Names(string? tags) => (tags ?? "").Split(Separators, StringSplitOptions.TrimEntries);
}

/// <summary>What a tag says of a person.</summary>
/// <param name="Tag">Its name at the source.</param>
/// <param name="Is">The word for it at the target.</param>
public sealed record TagWord(string Tag, string Is);
