using System.Text;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Search criteria: <c>((Email:equals:a@x.test)and(Last_Name:starts_with:Oka))</c>. "equals" on text means "contains", as with the vendor.
/// Brackets, commas and backslashes in values are escaped by a backslash.
/// </summary>
internal sealed class ZohoCriteria
{
    private readonly ZohoModule _module;
    private readonly string _text;
    private int _at;

    private ZohoCriteria(ZohoModule module, string text) => (_module, _text) = (module, text);

    /// <exception cref="CoqlException">The criteria cannot be read.</exception>
    public static Func<ZohoRecord, bool> Parse(ZohoModule module, string text)
    {
        var criteria = new ZohoCriteria(module, text.Trim());
        var found = criteria.Group();
        return criteria._at == criteria._text.Length ? found : throw Broken(text);
    }

    private Func<ZohoRecord, bool> Group()
    {
        Expect('(');
        if (_at < _text.Length && _text[_at] != '(')
        {
            var single = Single();
            Expect(')');
            return single;
        }

        var found = Group();
        while (_at < _text.Length && _text[_at] != ')')
        {
            var isAnd = Joiner();
            var (left, right) = (found, Group());
            found = isAnd ? record => left(record) && right(record) : record => left(record) || right(record);
        }

        Expect(')');
        return found;
    }

    private Func<ZohoRecord, bool> Single()
    {
        var name = Until(':');
        var sign = Until(':');
        var value = Value();
        var field = _module.Field(name) ?? throw CoqlException.Invalid("the field is not available for search", name, sign);
        return sign switch
        {
            "equals" => record => Text(field, record) is { } held && held.Contains(value, StringComparison.OrdinalIgnoreCase),
            "not_equal" => record => Text(field, record) != value,
            "starts_with" => record => Text(field, record)?.StartsWith(value, StringComparison.OrdinalIgnoreCase) is true,
            "in" => record => Text(field, record) is { } held && value.Split(',').Contains(held, StringComparer.OrdinalIgnoreCase),
            _ => throw CoqlException.Invalid("the operator is not available for the field", name, sign),
        };
    }

    private static string? Text(ZohoField field, ZohoRecord record) => field.Of(record) switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        ZohoRecord other => other.IdText,
        ZohoUser user => user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        null => null,
        var value => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0}", value),
    };

    private string Value()
    {
        var value = new StringBuilder();
        while (_at < _text.Length && _text[_at] != ')')
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length ? 1 : 0;
            value.Append(_text[_at++]);
        }

        return value.ToString();
    }

    private string Until(char end)
    {
        var stop = _text.IndexOf(end, _at);
        var part = stop < 0 ? throw Broken(_text[_at..]) : _text[_at..stop];
        _at = stop + 1;
        return part;
    }

    private bool Joiner()
    {
        foreach (var (word, isAnd) in new[] { ("and", true), ("or", false) })
        {
            if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                _at += word.Length;
                return isAnd;
            }
        }

        throw Broken(_text[_at..]);
    }

    private void Expect(char sign)
    {
        if (_at >= _text.Length || _text[_at] != sign)
        {
            throw Broken(_text[Math.Min(_at, _text.Length)..]);
        }

        _at++;
    }

    private static CoqlException Broken(string near) => CoqlException.Invalid("the criteria cannot be read", near);
}
