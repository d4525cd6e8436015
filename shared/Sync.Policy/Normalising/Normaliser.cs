namespace Sync.Policy.Normalising;

/// <summary>
/// Makes one spelling of many. The same function reads what comes in, compares, and seeks: it takes any text, never throws, and a second
/// reading changes nothing.
/// </summary>
public static class Normaliser
{
    /// <param name="value">As the vendor sent it; null is an empty field.</param>
    public static Normalised Normalise(FieldType type, string? value, NormalisingRules rules)
    {
        var text = Texts.Clean(value ?? "");
        return text.Length == 0 ? Normalised.Nothing : new Normalised.Value(text);
    }

    /// <summary>Whether two spellings mean the same, e.g. what was written and what the vendor made of it.</summary>
    public static bool Same(FieldType type, string? one, string? other, NormalisingRules rules) =>
        Normalise(type, one, rules) == Normalise(type, other, rules);
}
