namespace Sync.Sandbox.Http;

/// <summary>Decoded pairs of a query string or form body, in order, with bracket keys kept as literal names.</summary>
internal sealed class QueryText
{
    public static readonly QueryText Empty = new([]);

    private readonly List<KeyValuePair<string, string>> _pairs;

    private QueryText(List<KeyValuePair<string, string>> pairs) => _pairs = pairs;

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    public string? this[string key]
    {
        get
        {
            foreach (var pair in _pairs)
            {
                if (pair.Key == key)
                {
                    return pair.Value;
                }
            }

            return null;
        }
    }

    public IEnumerable<string> All(string key) => _pairs.Where(pair => pair.Key == key).Select(pair => pair.Value);

    public int? Number(string key) => int.TryParse(this[key], out var number) ? number : null;

    /// <summary>Parses with or without the leading question mark; empty parts (some clients leave a stray "&amp;") are skipped.</summary>
    public static QueryText Parse(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "?")
        {
            return Empty;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0
                ? new(Decode(part), string.Empty)
                : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }

        return new QueryText(pairs);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
