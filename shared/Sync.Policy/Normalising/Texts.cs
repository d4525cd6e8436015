namespace Sync.Policy.Normalising;

/// <summary>One spelling for each text.</summary>
internal static class Texts
{
    /// <summary>Lines end alike, nothing stands around it, accents are one with their letters, and everything can be stored.</summary>
    public static string Clean(string text)
    {
        // PostgreSQL takes no character 0.
        var stored = text.Contains('\0') ? text.Replace("\0", "", StringComparison.Ordinal) : text;
        return Trim(Composition.Compose(stored.ReplaceLineEndings("\n")));
    }

    /// <summary>The same in one line, its words one space apart.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Spaces, and marks that come with a copied text and that nobody sees.</summary>
    /// <param name="also">Taken off, too.</param>
    public static string Trim(string text, char also = ' ')
    {
        var (start, end) = (0, text.Length);
        while (start < end && (IsBlank(text[start]) || text[start] == also))
        {
            start++;
        }

        while (end > start && (IsBlank(text[end - 1]) || text[end - 1] == also))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';
}
