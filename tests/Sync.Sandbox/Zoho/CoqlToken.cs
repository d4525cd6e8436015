using System.Text;

namespace Sync.Sandbox.Zoho;

internal enum CoqlKind
{
    Word,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>One piece of a query.</summary>
internal readonly record struct CoqlToken(CoqlKind Kind, string Text, int At)
{
    public bool Is(string word) => Kind is CoqlKind.Word or CoqlKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="CoqlException">A text does not end or a character has no meaning.</exception>
    public static List<CoqlToken> Split(string query)
    {
        var tokens = new List<CoqlToken>();
        var at = 0;
        while (true)
        {
            while (at < query.Length && char.IsWhiteSpace(query[at]))
            {
                at++;
            }

            if (at == query.Length)
            {
                tokens.Add(new CoqlToken(CoqlKind.End, string.Empty, at));
                return tokens;
            }

            tokens.Add(Next(query, ref at));
        }
    }

    private static CoqlToken Next(string query, ref int at)
    {
        var start = at;
        var first = query[at];
        if (first == '\'')
        {
            return new CoqlToken(CoqlKind.Text, ReadText(query, ref at), start);
        }

        if (char.IsAsciiDigit(first) || first == '-')
        {
            at++;
            Skip(query, ref at, each => char.IsAsciiDigit(each) || each == '.');
            return new CoqlToken(CoqlKind.Number, query[start..at], start);
        }

        if (char.IsAsciiLetter(first) || first is '_' or '$' || (first == '!' && at + 1 < query.Length && char.IsAsciiLetter(query[at + 1])))
        {
            at++;
            Skip(query, ref at, each => char.IsAsciiLetterOrDigit(each) || each is '_' or '.' or '$');
            return new CoqlToken(CoqlKind.Word, query[start..at], start);
        }

        at += at + 1 < query.Length && query.AsSpan(at, 2) is "!=" or ">=" or "<=" or "<>" ? 2 : 1;
        return "(),=<>!".Contains(first, StringComparison.Ordinal)
            ? new CoqlToken(CoqlKind.Symbol, query[start..at], start)
            : throw CoqlException.Syntax(query[start..at], start);
    }

    private static void Skip(string query, ref int at, Func<char, bool> part)
    {
        while (at < query.Length && part(query[at]))
        {
            at++;
        }
    }

    private static string ReadText(string query, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < query.Length; at++)
        {
            if (query[at] == '\'')
            {
                at++;
                return text.ToString();
            }

            if (query[at] == '\\' && at + 1 < query.Length)
            {
                at++;
            }

            text.Append(query[at]);
        }

        throw CoqlException.Syntax("'", at - 1);
    }
}
