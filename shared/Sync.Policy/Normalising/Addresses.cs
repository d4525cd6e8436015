namespace Sync.Policy.Normalising;

/// <summary>Mail addresses as values of a field.</summary>
internal static class Addresses
{
    public static Normalised Normalise(string typed, NormalisingRules rules) =>
        EmailAddress.Normalise(typed, rules.PlusTag) is not { } address
            ? new Normalised.Misfit(typed, "It is not exactly one mail address.")
        : rules.Placeholders.Contains(address) ? new Normalised.Misfit(typed, "It stands where an address is missing; it is nobody's.")
        : new Normalised.Value(address);
}
