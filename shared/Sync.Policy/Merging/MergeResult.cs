namespace Sync.Policy;

/// <param name="State">What is known from now on.</param>
/// <param name="Verdicts">Canonical field name to what became of its value.</param>
public sealed record MergeResult(PersonState State, IReadOnlyDictionary<string, FieldVerdict> Verdicts)
{
    /// <summary>Fields whose value was accepted, and then kept out by a rule of its own; null if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Refused { get; init; }

    /// <summary>Fields whose value was accepted.</summary>
    public IEnumerable<string> Accepted => Verdicts.Where(pair => pair.Value == FieldVerdict.Accepted).Select(pair => pair.Key);
}
