namespace Sync.Sandbox.Zoho;

/// <summary>Reads COQL: select … from … where … group by … order by … limit …</summary>
internal sealed class CoqlParser
{
    private const int MostColumns = 500;
    private const int MostOrders = 10;
    private const int MostGroups = 4;
    private const int MostRows = 2_000;
    private const int DeepestOffset = 100_000;
    private static readonly string[] Functions = ["count", "sum", "min", "max", "avg"];

    private readonly ZohoState _state;
    private readonly CoqlCursor _cursor;
    private ZohoModule _module = null!;

    private CoqlParser(ZohoState state, string text) => (_state, _cursor) = (state, new CoqlCursor(text));

    /// <exception cref="CoqlException">The query is not valid.</exception>
    public static CoqlQuery Parse(ZohoState state, string text) => new CoqlParser(state, text).Query();

    private CoqlQuery Query()
    {
        _cursor.Take("select");
        var names = _cursor.List(Selected);
        _cursor.Take("from");
        _module = _state.Module(_cursor.Word()) ?? throw CoqlException.Invalid("the module name given seems to be invalid", _cursor.Last.Text);
        _cursor.Take("where");
        var where = new CoqlWhere(_cursor, _state, _module).Conditions();
        var groups = _cursor.TryTake("group") ? Groups() : [];
        var order = _cursor.TryTake("order") ? Orders() : [];
        var (offset, limit) = _cursor.TryTake("limit") ? Limits() : (0, 200);
        if (_cursor.Now.Kind != CoqlKind.End)
        {
            throw CoqlException.Syntax(_cursor.Now.Text, _cursor.Now.At);
        }

        var converted = _cursor.Has(token => token is { Kind: CoqlKind.Word } && token.Text.StartsWith("Converted", StringComparison.Ordinal));
        return new CoqlQuery(_module, Outputs(names), where, groups, order, offset, limit, converted);
    }

    /// <summary>A column, or a function of one, with or without an alias.</summary>
    private (string Column, string? Function, string? Alias) Selected()
    {
        var name = _cursor.Word();
        string? function = null;
        if (Functions.Contains(name.ToLowerInvariant()) && _cursor.TryTake("("))
        {
            (function, name) = (name, _cursor.Word());
            _cursor.Take(")");
        }

        return (name, function, _cursor.TryTake("as") ? _cursor.Word() : null);
    }

    private List<CoqlOutput> Outputs(List<(string Column, string? Function, string? Alias)> selected)
    {
        var outputs = selected.ConvertAll(each => new CoqlOutput(
            each.Alias ?? (each.Function is null ? each.Column : $"{each.Function}({each.Column})"),
            CoqlColumn.Of(_state, _module, each.Column), each.Function?.ToLowerInvariant()));
        if (outputs.Count > MostColumns)
        {
            throw CoqlException.Limit("select columns", MostColumns);
        }

        return outputs.DistinctBy(output => output.Key).Count() == outputs.Count
            ? outputs
            : throw new CoqlException(new ZohoError("DUPLICATE_ALIAS", "the same name is given to several columns"));
    }

    private List<CoqlColumn> Groups()
    {
        _cursor.Take("by");
        var groups = _cursor.List(() => CoqlColumn.Of(_state, _module, _cursor.Word()));
        return groups.Count <= MostGroups ? groups : throw CoqlException.Limit("group by", MostGroups);
    }

    private List<(CoqlColumn, bool)> Orders()
    {
        _cursor.Take("by");
        var orders = _cursor.List(() =>
        {
            var column = CoqlColumn.Of(_state, _module, _cursor.Word());
            var descending = _cursor.TryTake("desc");
            _ = descending || _cursor.TryTake("asc");
            return (column, descending);
        });
        return orders.Count <= MostOrders ? orders : throw CoqlException.Limit("order by", MostOrders);
    }

    /// <summary>"limit offset, count" or "limit count offset offset".</summary>
    private (int Offset, int Limit) Limits()
    {
        var first = _cursor.Number();
        var (offset, limit) = _cursor.TryTake(",") ? (first, _cursor.Number())
            : _cursor.TryTake("offset") ? (_cursor.Number(), first) : (0, first);
        return limit > MostRows ? throw CoqlException.Limit("limit", MostRows)
            : offset > DeepestOffset ? throw CoqlException.Limit("offset", DeepestOffset)
            : (offset, limit);
    }
}
