using System.Globalization;

namespace Sync.Policy;

/// <summary>Does to a value what its field asks for.</summary>
public static class Transforming
{
    /// <returns>Null for null, and where nothing is left.</returns>
    public static string? Apply(IReadOnlyList<Transform> transforms, string? value)
    {
        for (var index = 0; value is not null && index < transforms.Count; index++)
        {
            value = Apply(transforms[index], value).Trim();
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static string Apply(Transform transform, string value) => transform switch
    {
        Transform.Lower => value.ToLowerInvariant(),
        Transform.Upper => value.ToUpperInvariant(),
        Transform.Title => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(value.ToLowerInvariant()),
        Transform.Digits => string.Concat(value.Where(char.IsAsciiDigit)),
        Transform.FirstWord => FirstSpace(value) is var end and >= 0 ? value[..end] : value,
        Transform.OtherWords => FirstSpace(value) is var end and >= 0 ? value[end..] : "",
        _ => throw new ArgumentOutOfRangeException(nameof(transform), transform, "A transform that is not known here."),
    };

    private static int FirstSpace(string value)
    {
        for (var at = 0; at < value.Length; at++)
        {
            if (char.IsWhiteSpace(value[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
