using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>A parsed query.</summary>
internal sealed record CoqlQuery(
    ZohoModule Module, IReadOnlyList<CoqlColumn> Columns, CoqlCondition Where, IReadOnlyList<(CoqlColumn Column, bool Descending)> Order,
    int Offset, int Limit, bool MentionsConversion);

/// <summary>Reads COQL: select … from … where … order by … limit …</summary>
internal sealed class CoqlParser
{
    private const int MostColumns = 500;
    private const int MostCriteria = 25;
    private const int MostOrders = 10;
    private const int MostRows = 2_000;
    private const int DeepestOffset = 100_000;

    private readonly ZohoState _state;
    private readonly List<CoqlToken> _tokens;
    private ZohoModule _module = null!;
    private int _at;
    private int _criteria;

    private CoqlParser(ZohoState state, string text) => (_state, _tokens) = (state, CoqlToken.Split(text));

    private CoqlToken Now => _tokens[_at];

    /// <exception cref="CoqlException">The query is not valid.</exception>
    public static CoqlQuery Parse(ZohoState state, string text) => new CoqlParser(state, text).Query();

    private CoqlQuery Query()
    {
        Take("select");
        var names = Names();
        Take("from");
        _module = _state.Module(Word()) ?? throw CoqlException.Invalid("the module name given seems to be invalid", _tokens[_at - 1].Text);
        Take("where");
        var where = Conditions();
        var order = TryTake("order") ? Orders() : [];
        var (offset, limit) = TryTake("limit") ? Limits() : (0, 200);
        if (Now.Kind != CoqlKind.End)
        {
            throw CoqlException.Syntax(Now.Text, Now.At);
        }

        var columns = names.ConvertAll(name => CoqlColumn.Of(_state, _module, name));
        var converted = _tokens.Exists(token => token is { Kind: CoqlKind.Word } && token.Text.StartsWith("Converted", StringComparison.Ordinal));
        return new CoqlQuery(_module, columns, where, order, offset, limit, converted);
    }

    private List<string> Names()
    {
        var names = new List<string> { Word() };
        while (TryTake(","))
        {
            names.Add(Word());
        }

        return names.Count <= MostColumns ? names : throw CoqlException.Limit("select columns", MostColumns);
    }

    /// <summary>Two conditions at most may stand side by side; more need brackets.</summary>
    private CoqlCondition Conditions()
    {
        var first = Condition();
        if (!Now.Is("and") && !Now.Is("or"))
        {
            return first;
        }

        var isAnd = Next().Is("and");
        var second = Condition();
        return Now.Is("and") || Now.Is("or")
            ? throw CoqlException.Syntax(Now.Text, Now.At)
            : isAnd ? first.And(second) : first.Or(second);
    }

    private CoqlCondition Condition()
    {
        if (TryTake("("))
        {
            var inner = Conditions();
            Take(")");
            return inner;
        }

        if (++_criteria > MostCriteria)
        {
            throw CoqlException.Limit("criteria", MostCriteria);
        }

        var column = CoqlColumn.Of(_state, _module, Word());
        if (TryTake("is"))
        {
            return IsNull(column);
        }

        var negated = TryTake("not");
        var condition = Comparison(column, Next());
        return negated ? condition.Not() : condition;
    }

    private CoqlCondition IsNull(CoqlColumn column)
    {
        var not = TryTake("not");
        Take("null");
        return new CoqlCondition(record => column.Comparable(record) is null != not);
    }

    private CoqlCondition Comparison(CoqlColumn column, CoqlToken sign) => sign.Text.ToLowerInvariant() switch
    {
        "=" => CoqlCondition.In(column, _module, [Literal(column, sign)]),
        "in" => CoqlCondition.In(column, _module, Literals(column, sign)),
        "!=" or "<>" => Compared(column, sign, difference => difference != 0),
        ">" => Compared(column, sign, difference => difference > 0),
        "<" => Compared(column, sign, difference => difference < 0),
        ">=" => Compared(column, sign, difference => difference >= 0),
        "<=" => Compared(column, sign, difference => difference <= 0),
        "like" => new CoqlCondition(CoqlCondition.Like(column, Next().Text)),
        "between" => Between(column, sign),
        _ => throw CoqlException.Syntax(sign.Text, sign.At),
    };

    private CoqlCondition Compared(CoqlColumn column, CoqlToken sign, Func<int, bool> fits)
    {
        var literal = Literal(column, sign);
        return new CoqlCondition(record => column.Comparable(record) is { } value && fits(CoqlColumn.Compare(value, literal)));
    }

    private CoqlCondition Between(CoqlColumn column, CoqlToken sign)
    {
        var low = Literal(column, sign);
        Take("and");
        var high = Literal(column, sign);
        return new CoqlCondition(record => column.Comparable(record) is { } value
            && CoqlColumn.Compare(value, low) >= 0 && CoqlColumn.Compare(value, high) <= 0);
    }

    private object Literal(CoqlColumn column, CoqlToken sign) => column.Literal(_state, Next(), sign.Text);

    private List<object> Literals(CoqlColumn column, CoqlToken sign)
    {
        Take("(");
        var values = new List<object> { Literal(column, sign) };
        while (TryTake(","))
        {
            values.Add(Literal(column, sign));
        }

        Take(")");
        return values;
    }

    private List<(CoqlColumn, bool)> Orders()
    {
        Take("by");
        var orders = new List<(CoqlColumn, bool)>();
        do
        {
            var column = CoqlColumn.Of(_state, _module, Word());
            var descending = TryTake("desc");
            _ = descending || TryTake("asc");
            orders.Add((column, descending));
        }
        while (TryTake(","));
        return orders.Count <= MostOrders ? orders : throw CoqlException.Limit("order by", MostOrders);
    }

    /// <summary>"limit offset, count" or "limit count offset offset".</summary>
    private (int Offset, int Limit) Limits()
    {
        var first = Number();
        var (offset, limit) = TryTake(",") ? (first, Number()) : TryTake("offset") ? (Number(), first) : (0, first);
        return limit > MostRows ? throw CoqlException.Limit("limit", MostRows)
            : offset > DeepestOffset ? throw CoqlException.Limit("offset", DeepestOffset)
            : (offset, limit);
    }

    private int Number()
    {
        var token = Next();
        return int.TryParse(token.Text, CultureInfo.InvariantCulture, out var number) ? number : throw CoqlException.Syntax(token.Text, token.At);
    }

    private string Word()
    {
        var token = Next();
        return token.Kind == CoqlKind.Word ? token.Text : throw CoqlException.Syntax(token.Text, token.At);
    }

    private CoqlToken Next() => Now.Kind == CoqlKind.End ? throw CoqlException.Syntax("", Now.At) : _tokens[_at++];

    private bool TryTake(string word)
    {
        if (!Now.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Take(string word)
    {
        if (!TryTake(word))
        {
            throw CoqlException.Syntax(Now.Text, Now.At);
        }
    }
}
