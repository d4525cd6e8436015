namespace Sync.Sandbox.Zoho;

/// <summary>Reads the conditions of a query.</summary>
internal sealed class CoqlWhere(CoqlCursor cursor, ZohoState state, ZohoModule module)
{
    private const int MostCriteria = 25;
    private int _criteria;

    /// <summary>Two conditions at most may stand side by side; more need brackets.</summary>
    public CoqlCondition Conditions()
    {
        var first = Condition();
        if (!cursor.Now.Is("and") && !cursor.Now.Is("or"))
        {
            return first;
        }

        var isAnd = cursor.Next().Is("and");
        var second = Condition();
        return cursor.Now.Is("and") || cursor.Now.Is("or")
            ? throw CoqlException.Syntax(cursor.Now.Text, cursor.Now.At)
            : isAnd ? first.And(second) : first.Or(second);
    }

    private CoqlCondition Condition()
    {
        if (cursor.TryTake("("))
        {
            var inner = Conditions();
            cursor.Take(")");
            return inner;
        }

        if (++_criteria > MostCriteria)
        {
            throw CoqlException.Limit("criteria", MostCriteria);
        }

        var column = CoqlColumn.Of(state, module, cursor.Word());
        if (cursor.TryTake("is"))
        {
            return IsNull(column);
        }

        var negated = cursor.TryTake("not");
        var condition = Comparison(column, cursor.Next());
        return negated ? condition.Not() : condition;
    }

    private CoqlCondition IsNull(CoqlColumn column)
    {
        var not = cursor.TryTake("not");
        cursor.Take("null");
        return new CoqlCondition(record => column.Comparable(record) is null != not);
    }

    private CoqlCondition Comparison(CoqlColumn column, CoqlToken sign) => sign.Text.ToLowerInvariant() switch
    {
        "=" => CoqlCondition.In(column, module, [Literal(column, sign)]),
        "in" => CoqlCondition.In(column, module, Literals(column, sign)),
        "!=" or "<>" => Compared(column, sign, difference => difference != 0),
        ">" => Compared(column, sign, difference => difference > 0),
        "<" => Compared(column, sign, difference => difference < 0),
        ">=" => Compared(column, sign, difference => difference >= 0),
        "<=" => Compared(column, sign, difference => difference <= 0),
        "like" => new CoqlCondition(CoqlCondition.Like(column, cursor.Next().Text)),
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
        cursor.Take("and");
        var high = Literal(column, sign);
        return new CoqlCondition(record => column.Comparable(record) is { } value
            && CoqlColumn.Compare(value, low) >= 0 && CoqlColumn.Compare(value, high) <= 0);
    }

    private object Literal(CoqlColumn column, CoqlToken sign) => column.Literal(state, cursor.Next(), sign.Text);

    private List<object> Literals(CoqlColumn column, CoqlToken sign)
    {
        cursor.Take("(");
        var values = cursor.List(() => Literal(column, sign));
        cursor.Take(")");
        return values;
    }
}
