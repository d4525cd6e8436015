using System.Collections.Frozen;

namespace Sync.Policy;

/// <summary>The choices of a field, in the words of both sides of a route. Letters' case does not matter.</summary>
public sealed class Picklist
{
    private readonly FrozenDictionary<string, string> _incoming;
    private readonly FrozenDictionary<string, string> _outgoing;
    private readonly FrozenDictionary<string, string> _backwards;

    /// <param name="choices">Our word for each choice, and its words at the source and at the target.</param>
    /// <param name="otherwise">Our word for whatever is no choice; null if such a value does not fit.</param>
    public Picklist(IReadOnlyList<(string Ours, string Source, string Target)> choices, string? otherwise)
    {
        _incoming = choices.DistinctBy(choice => choice.Source, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(choice => choice.Source, choice => choice.Ours, StringComparer.OrdinalIgnoreCase);
        _outgoing = choices.ToFrozenDictionary(choice => choice.Ours, choice => choice.Target);
        _backwards = choices.DistinctBy(choice => choice.Target, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(choice => choice.Target, choice => choice.Ours, StringComparer.OrdinalIgnoreCase);
        Otherwise = otherwise;
    }

    /// <summary>Our word for whatever is no choice; null if such a value does not fit.</summary>
    public string? Otherwise { get; }

    /// <returns>Our word; null if the value is no choice and there is no fallback.</returns>
    public string? Read(string sourceWord) => _incoming.GetValueOrDefault(sourceWord) ?? Otherwise;

    /// <returns>Our word for what stands at the target; null if it is no choice.</returns>
    public string? ReadBack(string targetWord) => _backwards.GetValueOrDefault(targetWord);

    /// <returns>The target's word; null for what is not ours.</returns>
    public string? Write(string ours) => _outgoing.GetValueOrDefault(ours);
}
