namespace Sync.Policy;

/// <summary>
/// Consent only tightens: an opt-out from either side holds at once, and nothing but a newer confirmed opt-in reopens it. Whatever the
/// order and the repetition of what sources say, the same holds in the end.
/// </summary>
public static class Consent
{
    /// <param name="at">Source time.</param>
    public static ConsentState Apply(ConsentState state, string source, ConsentWord word, DateTimeOffset at)
    {
        var claim = new ConsentClaim(source, at.ToUniversalTime());
        return word switch
        {
            ConsentWord.OptOut => state with { OptedOut = Later(state.OptedOut, claim) },
            ConsentWord.AskForOptIn => state with { Asked = Later(state.Asked, claim) },
            ConsentWord.ConfirmOptIn => state with { Confirmed = Later(state.Confirmed, claim) },
            _ => throw new ArgumentOutOfRangeException(nameof(word), word, "A word that is not known here."),
        };
    }

    /// <summary>What a target must be told; null if it is known to have it.</summary>
    /// <param name="known">What the target is known to have.</param>
    /// <returns>
    /// An opt-out always; an opt-in only where the person confirmed it, and never against the target's own opt-out of a later time.
    /// </returns>
    public static ConsentWord? Lacking(ConsentState state, ConsentStatus known) => (state.Status, known) switch
    {
        (ConsentStatus.OptedOut, not ConsentStatus.OptedOut) => ConsentWord.OptOut,
        (ConsentStatus.OptedIn, not ConsentStatus.OptedIn) => ConsentWord.ConfirmOptIn,
        _ => null,
    };

    // Of equal times the name decides, so that the state is the same whatever came first.
    private static ConsentClaim Later(ConsentClaim? known, ConsentClaim claim) =>
        known is null || claim.At > known.At || (claim.At == known.At && string.CompareOrdinal(claim.By, known.By) < 0) ? claim : known;
}
