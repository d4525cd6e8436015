using System.Globalization;

namespace Sync.Policy.Reading;

/// <summary>
/// One mapping of the document while it is read. Whatever is asked for becomes a known key;
/// what was never asked for is unknown, so that the list of keys stands in one place only.
/// </summary>
internal sealed class Section(YamlMap map, string path, int line, MistakeList mistakes)
{
    private readonly HashSet<string> _known = [];

    public string Path => path;

    public int Line => line;

    public IEnumerable<YamlEntry> Entries => map.Entries;

    public YamlPart? Optional(string key)
    {
        Know(key);
        return map.Find(key)?.Value is { } part && part is not YamlText { IsNothing: true } ? part : null;
    }

    public YamlPart? Required(string key)
    {
        if (Optional(key) is { } part)
        {
            return part;
        }

        var where = path.Length == 0 ? "at the left edge of the file" : $"under {path}";
        mistakes.Add(map.Find(key)?.Line ?? line, At(key), $"'{key}' is missing.", $"Add '{key}:' with its value {where}.");
        return null;
    }

    public YamlText? OptionalText(string key) => AsText(key, Optional(key));

    public YamlText? RequiredText(string key) => AsText(key, Required(key));

    public bool Flag(string key, bool otherwise = false)
    {
        var text = OptionalText(key);
        if (text is null or { Plain: true, Value: "true" or "false" })
        {
            return text is null ? otherwise : text.Value == "true";
        }

        mistakes.Add(text.Line, At(key), $"'{text.Value}' is neither yes nor no.", "Write true or false, without quotes.");
        return otherwise;
    }

    /// <summary>One of a few words; <paramref name="otherwise"/> where the key is absent or another word stands there.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words, T otherwise) =>
        OptionalText(key) is { } text ? Meaning(text, At(key), words, otherwise) : otherwise;

    /// <summary>One word, or a list of them.</summary>
    public IReadOnlyList<T> Words<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct =>
        [.. Texts(key).Select(text => Meaning<T?>(text, At(key), words.ToDictionary(word => word.Key, word => (T?)word.Value), null)).OfType<T>()];

    /// <summary>One text, or a list of them.</summary>
    public IReadOnlyList<YamlText> Texts(string key)
    {
        var part = Optional(key);
        if (part is YamlText one)
        {
            return [one];
        }

        if (part is null || (part is YamlList list && list.Items.All(item => item is YamlText { IsNothing: false })))
        {
            return part is null ? [] : [.. ((YamlList)part).Items.Cast<YamlText>()];
        }

        mistakes.Add(LineOf(key), At(key), $"'{key}' wants one text or a list of texts.", $"Write '{key}: text' or '{key}: [text, text]'.");
        return [];
    }

    /// <summary>A key that the format has a place for, and this version does nothing with.</summary>
    public void NotYet(string key, string what)
    {
        Know(key);
        if (map.Find(key) is { } entry)
        {
            mistakes.Add(entry.Line, At(key), $"This version does not {what} yet.", $"Remove '{key}'.");
        }
    }

    public int Number(string key, int least, int most, int otherwise)
    {
        if (OptionalText(key) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        mistakes.Add(
            text.Line, At(key), $"'{text.Value}' is not a whole number from {least} to {most}.",
            $"Write a number from {least} to {most}, or leave the key out to get {otherwise}.");
        return otherwise;
    }

    public int? OptionalNumber(string key, int least, int most)
    {
        if (OptionalText(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        mistakes.Add(
            text.Line, At(key), $"'{text.Value}' is not a whole number from {least} to {most}.",
            $"Write a number from {least} to {most}, or leave the key out.");
        return null;
    }

    public Section? OptionalSection(string key) => Optional(key) is { } part ? AsSection(part, At(key), LineOf(key)) : null;

    public Section? RequiredSection(string key) => Required(key) is { } part ? AsSection(part, At(key), LineOf(key)) : null;

    /// <summary>The entries of a mapping whose keys are names given by the reader of this file.</summary>
    public IEnumerable<(YamlEntry Entry, Section? Section)> NamedSections()
    {
        foreach (var entry in map.Entries)
        {
            _known.Add(entry.Key);
            mistakes.Asked(At("*"));
            yield return (entry, AsSection(entry.Value, At(entry.Key), entry.Line));
        }
    }

    public IReadOnlyList<Section> RequiredList(string key, string what) => List(key, what, Required(key));

    public IReadOnlyList<Section> OptionalList(string key, string what) => List(key, what, Optional(key));

    private IReadOnlyList<Section> List(string key, string what, YamlPart? part)
    {
        if (part is null)
        {
            return [];
        }

        if (part is YamlList { Items.Count: > 0 } list)
        {
            return [.. list.Items.Select((item, index) => AsSection(item, $"{At(key)}[{index}]", item.Line)).OfType<Section>()];
        }

        var problem = part is YamlList ? $"There is no {what} in '{key}'." : $"'{key}' is not a list.";
        mistakes.Add(LineOf(key), At(key), problem, $"Write at least one {what} under it, each on a line that starts with '- '.");
        return [];
    }

    public void RefuseUnknownKeys()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var cure = Spelling.Nearest(entry.Key, _known) is { } near
                ? $"Did you mean '{near}'?"
                : $"Remove it. Known here: {string.Join(", ", _known)}.";
            mistakes.Add(entry.Line, At(entry.Key), $"The key '{entry.Key}' is not known here.", cure);
        }
    }

    /// <summary>The texts of a mapping from text to text, in their order.</summary>
    public IEnumerable<(YamlEntry Entry, YamlText Value)> Pairs()
    {
        foreach (var entry in map.Entries)
        {
            _known.Add(entry.Key);
            if (AsText(entry.Key, entry.Value) is { } value)
            {
                yield return (entry, value);
            }
        }
    }

    public bool Has(string key) => map.Find(key) is not null;

    public string At(string key) => YamlTree.PathOf(path, key);

    public int LineOf(string key) => map.Find(key)?.Line ?? line;

    private void Know(string key)
    {
        _known.Add(key);
        mistakes.Asked(At(key));
    }

    private T Meaning<T>(YamlText text, string at, IReadOnlyDictionary<string, T> words, T otherwise)
    {
        if (words.TryGetValue(text.Value, out var meaning))
        {
            return meaning;
        }

        var cure = Spelling.Nearest(text.Value, words.Keys) is { } near
            ? $"Did you mean '{near}'?"
            : $"Write one of: {string.Join(", ", words.Keys)}.";
        mistakes.Add(text.Line, at, $"'{text.Value}' is not a word that can stand here.", cure);
        return otherwise;
    }

    private YamlText? AsText(string key, YamlPart? part)
    {
        if (part is null or YamlText)
        {
            return (YamlText?)part;
        }

        mistakes.Add(
            LineOf(key), At(key), $"'{key}' wants one value, but a list or keys stand there.", $"Write '{key}: value' on one line.");
        return null;
    }

    private Section? AsSection(YamlPart part, string at, int partLine)
    {
        if (part is YamlMap child)
        {
            return new Section(child, at, partLine, mistakes);
        }

        mistakes.Add(partLine, at, "Here keys with values are wanted.", "Write 'key: value' lines below it, indented by two spaces.");
        return null;
    }
}
