using System.Buffers;

namespace Sync.Sandbox;

/// <summary>A strict reading of what an e-mail address is: ASCII, one "@", a domain with a dot.</summary>
internal static class EmailAddress
{
    private static readonly SearchValues<char> Local =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at is > 0 and <= 64 && LocalIsValid(text[..at]) && DomainIsValid(text[(at + 1)..]);
    }

    private static bool LocalIsValid(ReadOnlySpan<char> local) =>
        !local.ContainsAnyExcept(Local) && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal);

    private static bool DomainIsValid(ReadOnlySpan<char> domain)
    {
        var label = 0;
        var labels = 1;
        foreach (var each in domain)
        {
            if (each == '.' && label > 0)
            {
                (label, labels) = (0, labels + 1);
            }
            else if (char.IsAsciiLetterOrDigit(each) || (each == '-' && label > 0))
            {
                label++;
            }
            else
            {
                return false;
            }
        }

        return labels > 1 && label >= 2 && domain.Length <= 253;
    }
}
