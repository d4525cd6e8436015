namespace Sync.Policy.Normalising;

/// <summary>Yes and no.</summary>
internal static class Truths
{
    /// <returns><c>true</c> or <c>false</c>. An empty field is neither: nobody was asked.</returns>
    public static Normalised Normalise(string typed, NormalisingRules rules) => rules.Truth.Read(typed) switch
    {
        true => new Normalised.Value("true"),
        false => new Normalised.Value("false"),
        null => new Normalised.Misfit(typed, "It is neither yes nor no."),
    };
}
