using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>Short ways to the normaliser. An empty field is told from one that does not fit by an empty text.</summary>
internal static class Read
{
    /// <returns>The canonical value; empty if nothing was said; null if it does not fit.</returns>
    public static string? As(FieldType type, string? value, NormalisingRules? rules = null) =>
        Normaliser.Normalise(type, value, rules ?? NormalisingRules.Usual) switch
        {
            Normalised.Value(var text) => text,
            Normalised.Empty => "",
            _ => null,
        };

    public static bool Same(FieldType type, string? one, string? other, NormalisingRules? rules = null) =>
        Normaliser.Same(type, one, other, rules ?? NormalisingRules.Usual);
}
