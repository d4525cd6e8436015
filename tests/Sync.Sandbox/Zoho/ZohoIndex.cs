namespace Sync.Sandbox.Zoho;

/// <summary>Records by one text field, upper and lower case alike. Several may share a value.</summary>
internal sealed class ZohoIndex
{
    private readonly Dictionary<string, object> _held = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string? value, ZohoRecord record)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (!_held.TryGetValue(value, out var held))
        {
            _held[value] = record;
        }
        else if (held is List<ZohoRecord> many)
        {
            many.Add(record);
        }
        else
        {
            _held[value] = new List<ZohoRecord> { (ZohoRecord)held, record };
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
    public ZohoRecord? Oldest(string? value, bool withConverted = false)
    {
        if (string.IsNullOrEmpty(value) || !_held.TryGetValue(value, out var held))
        {
            return null;
        }

        return held is ZohoRecord one
            ? withConverted || one.Converted is null ? one : null
            : ((List<ZohoRecord>)held).Where(each => withConverted || each.Converted is null).MinBy(each => each.Id);
    }

    public IEnumerable<ZohoRecord> All(string? value) =>
        string.IsNullOrEmpty(value) || !_held.TryGetValue(value, out var held) ? []
            : held is ZohoRecord one ? [one] : (List<ZohoRecord>)held;

    public IEnumerable<string> Values => _held.Keys;

    public void Clear() => _held.Clear();

    /// <summary>Records beyond the first of each value.</summary>
    public IEnumerable<(string Value, int Surplus)> Duplicates() =>
        from pair in _held
        where pair.Value is List<ZohoRecord>
        let surplus = ((List<ZohoRecord>)pair.Value).Count(each => each.Converted is null) - 1
        where surplus > 0
        select (pair.Key, surplus);
}
