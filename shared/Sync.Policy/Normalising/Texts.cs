namespace Sync.Policy.Normalising;

/// <summary>One spelling for each text.</summary>
internal static class Texts
{
    /// <summary>Lines end alike, nothing stands around it, and everything can be stored.</summary>
    public static string Clean(string text) => Storable(text).ReplaceLineEndings("\n").Trim();

    /// <summary>The same in one line, its words one space apart.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>PostgreSQL takes no character 0.</summary>
    private static string Storable(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
