using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>Names of people: as typed, because nobody but their owner knows how they are written.</summary>
internal static class Names
{
    // Systems that demand a last name get these. Real names, such as Null, are not among them.
    private static readonly FrozenSet<string> Placeholders = new[]
    {
        "UNKNOWN", "(UNKNOWN)", "[UNKNOWN]", "[NOT PROVIDED]", "NOT PROVIDED", "N/A", "UNBEKANNT", "INCONNU", "DESCONOCIDO",
    }.ToFrozenSet();

    public static Normalised Normalise(string typed)
    {
        var name = Texts.OneLine(typed);
        return Placeholders.Contains(name.ToUpperInvariant()) || !name.Any(c => char.IsLetter(c) || char.IsSurrogate(c))
            ? new Normalised.Misfit(typed, "It stands where a name is missing.")
            : new Normalised.Value(name);
    }
}
