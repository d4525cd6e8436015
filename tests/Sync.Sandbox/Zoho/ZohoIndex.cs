namespace Sync.Sandbox.Zoho;

/// <summary>Records by one text field, upper and lower case alike. Several may share a value.</summary>
internal sealed class ZohoIndex
{
    private readonly Dictionary<string, object> _held = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, object>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public ZohoIndex() => _bySpan = _held.GetAlternateLookup<ReadOnlySpan<char>>();

    public IEnumerable<string> Values => _held.Keys;

    public void Add(string? value, ZohoRecord record)
    {
        if (string.IsNullOrEmpty(value) || _held.TryAdd(value, record))
        {
            return;
        }

        if (_held[value] is List<ZohoRecord> many)
        {
            many.Add(record);
        }
        else
        {
            _held[value] = new List<ZohoRecord> { (ZohoRecord)_held[value], record };
        }
    }

    public void Remove(string? value, ZohoRecord record)
    {
        if (string.IsNullOrEmpty(value) || !_held.TryGetValue(value, out var held))
        {
            return;
        }

        if (held is not List<ZohoRecord> many)
        {
            _held.Remove(value);
        }
        else if (many.Remove(record) && many.Count == 1)
        {
            _held[value] = many[0];
        }
    }

    /// <summary>The oldest record with the value that is still there; converted leads are hidden.</summary>
    public ZohoRecord? Oldest(string? value, bool withConverted = false) => Oldest(value.AsSpan(), withConverted);

    public ZohoRecord? Oldest(ReadOnlySpan<char> value, bool withConverted = false)
    {
        if (value.IsEmpty || !_bySpan.TryGetValue(value, out var held))
        {
            return null;
        }

        return held is ZohoRecord one
            ? withConverted || one.Converted is null ? one : null
            : Visible((List<ZohoRecord>)held, withConverted).MinBy(each => each.Id);
    }

    /// <summary>The one that an upsert takes when several records have the value: the oldest, the newest or the one changed last.</summary>
    public ZohoRecord? Pick(ReadOnlySpan<char> value, string which)
    {
        if (which == "oldest" || value.IsEmpty || !_bySpan.TryGetValue(value, out var held) || held is not List<ZohoRecord> many)
        {
            return Oldest(value);
        }

        var open = Visible(many, false);
        return which == "newest" ? open.MaxBy(each => each.Id) : open.MaxBy(each => each.Modified);
    }

    public IEnumerable<ZohoRecord> All(string? value) =>
        string.IsNullOrEmpty(value) || !_held.TryGetValue(value, out var held) ? []
            : held is ZohoRecord one ? [one] : (List<ZohoRecord>)held;

    public void Clear() => _held.Clear();

    /// <summary>Records beyond the first of each value.</summary>
    public IEnumerable<(string Value, int Surplus)> Duplicates() =>
        from pair in _held
        where pair.Value is List<ZohoRecord>
        let surplus = ((List<ZohoRecord>)pair.Value).Count(each => each.Converted is null) - 1
        where surplus > 0
        select (pair.Key, surplus);

    private static IEnumerable<ZohoRecord> Visible(List<ZohoRecord> many, bool withConverted) =>
        many.Where(each => withConverted || each.Converted is null);
}
