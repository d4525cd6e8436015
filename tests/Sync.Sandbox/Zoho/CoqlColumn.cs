namespace Sync.Sandbox.Zoho;

/// <summary>A column: a field, "id", or a field of a record that a lookup points to.</summary>
internal sealed class CoqlColumn
{
    private readonly ZohoField[] _path;
    private readonly bool _endsWithId;

    private CoqlColumn(string name, ZohoField[] path, bool endsWithId) => (Name, _path, _endsWithId) = (name, path, endsWithId);

    public string Name { get; }

    public bool IsId => _endsWithId && _path.Length == 0;

    public bool IsJoined => _path.Length > 1 || (_endsWithId && _path.Length > 0);

    /// <summary>The field whose value the column holds; null for an id.</summary>
    public ZohoField? Field => _endsWithId ? null : _path[^1];

    public string Type => _endsWithId ? "id" : _path[^1].Type;

    /// <exception cref="CoqlException">There is no such field, or a join over something that is no lookup.</exception>
    public static CoqlColumn Of(ZohoState state, ZohoModule module, string name)
    {
        var parts = name.TrimStart('!').Split('.').ToList();
        if (parts.Count > 1 && parts[0] == module.Name)
        {
            parts.RemoveAt(0);
        }

        var endsWithId = parts[^1] == "id";
        var path = new List<ZohoField>();
        var from = module;
        foreach (var part in endsWithId ? parts[..^1] : parts)
        {
            var field = from?.Field(part) ?? throw CoqlException.Invalid("column given seems to be invalid", name);
            path.Add(field);
            from = field.Target is { } target ? state.Module(target) : null;
        }

        return new CoqlColumn(name, [.. path], endsWithId);
    }

    public object? Of(ZohoRecord record)
    {
        var at = record;
        for (var i = 0; i < _path.Length; i++)
        {
            var value = _path[i].Of(at);
            if (!_endsWithId && i == _path.Length - 1)
            {
                return value;
            }

            if (value is not ZohoRecord next)
            {
                return value is ZohoUser user && i == _path.Length - 1 ? user.Id : null;
            }

            at = next;
        }

        return at.Id;
    }

    /// <summary>The value in a form that can be compared: text, double, long for ids, seconds for instants.</summary>
    public object? Comparable(ZohoRecord record) => Of(record) switch
    {
        Instant instant => instant.At / 1000,
        ZohoRecord other => other.Id,
        ZohoUser user => user.Id,
        long number when Type != "id" => (double)number,
        IReadOnlyList<string> texts => string.Join(';', texts),
        null when Type == "boolean" => false,
        var value => value,
    };

    /// <summary>A literal of the query in the form that this column's values are compared in.</summary>
    /// <exception cref="CoqlException">The literal does not fit the type.</exception>
    public object Literal(ZohoState state, CoqlToken token, string sign)
    {
        object? value = Type switch
        {
            "id" or "lookup" or "ownerlookup" => ZohoValues.TryId(token.Text, out var id) ? id : null,
            "integer" or "double" or "currency" or "percent" =>
                double.TryParse(token.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null,
            "boolean" => bool.TryParse(token.Text, out var flag) ? flag : null,
            "datetime" => state.Time.TryParse(token.Text, out var at) ? at / 1000 : null,
            _ => token.Kind is CoqlKind.Text or CoqlKind.Number ? token.Text : null,
        };
        return value ?? throw CoqlException.Invalid("value given seems to be invalid for the column", Name, sign);
    }

    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string left, string right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
        (IComparable left, _) when left.GetType() == b.GetType() => left.CompareTo(b),
        _ => 0,
    };
}
