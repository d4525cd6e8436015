using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>The choices of a picklist, and other spellings of them. Letters' case and spaces do not matter.</summary>
public sealed class ChoiceTable
{
    /// <summary>Any text is a choice.</summary>
    public static readonly ChoiceTable Open = new([]);

    private readonly FrozenDictionary<string, string> _choices;

    /// <param name="choices">Texts that are right as they stand.</param>
    /// <param name="spellings">Other text to choice, e.g. the source's word to the target's.</param>
    /// <param name="fallback">Choice for every other text; null if such a text does not fit.</param>
    public ChoiceTable(IEnumerable<string> choices, IReadOnlyDictionary<string, string>? spellings = null, string? fallback = null)
    {
        Fallback = fallback;

        // A text that is a choice itself stays one, whatever else it is a spelling of: else a second reading would differ from the first.
        var all = new Dictionary<string, string>();
        foreach (var choice in choices.Concat(spellings?.Values ?? []).Concat(fallback is null ? [] : [fallback]))
        {
            all.TryAdd(Fold(choice), choice);
        }

        foreach (var (spelling, choice) in spellings ?? new Dictionary<string, string>())
        {
            all.TryAdd(Fold(spelling), all[Fold(choice)]);
        }

        _choices = all.ToFrozenDictionary();
    }

    public string? Fallback { get; }

    /// <returns>The choice; null if there is none for it.</returns>
    internal string? Find(string text) => _choices.Count == 0 ? text : _choices.GetValueOrDefault(Fold(text)) ?? Fallback;

    /// <summary>Equal for texts that mean the same choice.</summary>
    internal static string Fold(string text) => Texts.OneLine(text).ToUpperInvariant();
}
