using System.Text;

namespace Sync.Sandbox.Zoho;

/// <summary>
/// Search criteria: <c>((Email:equals:a@x.test)and(Last_Name:starts_with:Oka))</c>. "equals" on text means "contains", as with the vendor.
/// Brackets, commas and backslashes in values are escaped by a backslash.
/// </summary>
internal sealed class ZohoCriteria
{
    private const int MostCriteria = 15;

    private readonly ZohoState _state;
    private readonly ZohoModule _module;
    private readonly string _text;
    private int _at;
    private int _criteria;

    private ZohoCriteria(ZohoState state, ZohoModule module, string text) => (_state, _module, _text) = (state, module, text);

    /// <exception cref="CoqlException">The criteria cannot be read.</exception>
    public static Func<ZohoRecord, bool> Parse(ZohoState state, ZohoModule module, string text)
    {
        var criteria = new ZohoCriteria(state, module, text.Trim());
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
        if (++_criteria > MostCriteria)
        {
            throw CoqlException.Limit("criteria", MostCriteria);
        }

        var name = Until(':');
        var sign = Until(':');
        var value = Value();
        var field = _module.Field(name) ?? throw CoqlException.Invalid("the field is not available for search", name, sign);
        return ZohoOperators.Condition(_state, field, sign, value)
            ?? throw CoqlException.Invalid("the operator is not available for the field", name, sign);
    }

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
