using System.Globalization;

namespace Sync.Sandbox.Zoho;

/// <summary>Goes over the pieces of a query.</summary>
internal sealed class CoqlCursor(string text)
{
    private readonly List<CoqlToken> _tokens = CoqlToken.Split(text);
    private int _at;

    public CoqlToken Now => _tokens[_at];

    public CoqlToken Last => _tokens[_at - 1];

    public bool Has(Predicate<CoqlToken> token) => _tokens.Exists(token);

    /// <exception cref="CoqlException">The query ends here.</exception>
    public CoqlToken Next() => Now.Kind == CoqlKind.End ? throw CoqlException.Syntax("", Now.At) : _tokens[_at++];

    public string Word()
    {
        var token = Next();
        return token.Kind == CoqlKind.Word ? token.Text : throw CoqlException.Syntax(token.Text, token.At);
    }

    public int Number()
    {
        var token = Next();
        return int.TryParse(token.Text, CultureInfo.InvariantCulture, out var number) ? number : throw CoqlException.Syntax(token.Text, token.At);
    }

    public bool TryTake(string word)
    {
        if (!Now.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Take(string word)
    {
        if (!TryTake(word))
        {
            throw CoqlException.Syntax(Now.Text, Now.At);
        }
    }

    /// <summary>One or more, separated by commas.</summary>
    public List<T> List<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (TryTake(","))
        {
            items.Add(item());
        }

        return items;
    }
}
