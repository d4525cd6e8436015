namespace Sync.Policy.Reading;

/// <summary>A piece of the document that knows its line.</summary>
internal abstract record YamlPart(int Line);

/// <param name="Value">The text with quotes and escapes undone.</param>
/// <param name="Plain">Written without quotes, so that <c>null</c> means nothing and <c>true</c> means yes.</param>
/// <param name="Line">Line in the file, from 1.</param>
internal sealed record YamlText(string Value, bool Plain, int Line) : YamlPart(Line)
{
    public bool IsNothing => Plain && Value is "" or "~" or "null";
}

internal sealed record YamlList(IReadOnlyList<YamlPart> Items, int Line) : YamlPart(Line);

internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, int Line) : YamlPart(Line)
{
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

internal sealed record YamlEntry(string Key, int Line, YamlPart Value);
