namespace Sync.Policy;

/// <summary>Something that a source record is or is not like.</summary>
/// <param name="Text">As the file says it, for a person to read, e.g. <c>tag customer</c>.</param>
/// <param name="Field">Name at the source.</param>
/// <param name="AnyOf">It holds if one of these stands there; empty: if anything does.</param>
/// <param name="IsList">Several values stand there, with commas or semicolons between them.</param>
public sealed record Condition(string Text, string Field, IReadOnlyList<string> AnyOf, bool IsList)
{
    // ActiveCampaign puts commas between tags and lists; what the connectors join themselves has semicolons.
    private static readonly char[] Separators = [',', ';'];

    /// <returns>Null if the source did not say.</returns>
    public bool? Holds(IReadOnlyDictionary<string, string?> sourceFields)
    {
        if (!sourceFields.TryGetValue(Field, out var value))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            return false;
        }

        return AnyOf.Count == 0 || (IsList
            ? value.Split(Separators, StringSplitOptions.TrimEntries).Any(Fits)
            : Fits(value.Trim()));
    }

    private bool Fits(string value) => AnyOf.Contains(value, StringComparer.OrdinalIgnoreCase);
}
