using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>Texts that mean yes and no, in letters of any case.</summary>
public sealed class TruthWords
{
    // 1 and 0: ActiveCampaign's API. true and false: Zoho's. on and off: forms of the web. The rest: people and spreadsheets.
    private static readonly string[] UsualYes = ["true", "1", "yes", "y", "t", "on", "checked", "x", "ja", "oui", "sí", "si", "sim"];
    private static readonly string[] UsualNo =
        ["false", "0", "no", "n", "f", "off", "unchecked", "nein", "non", "não", "nao", "nee", "nej"];

    public static readonly TruthWords Usual = new([], []);

    private readonly FrozenDictionary<string, bool> _words;

    /// <param name="yes">Further words for yes; they win over the usual ones.</param>
    /// <param name="no">Further words for no.</param>
    public TruthWords(IEnumerable<string> yes, IEnumerable<string> no)
    {
        var words = new Dictionary<string, bool>();
        Add(words, yes, true);
        Add(words, no, false);
        Add(words, UsualYes, true);
        Add(words, UsualNo, false);
        _words = words.ToFrozenDictionary();
    }

    /// <returns>Null if it is neither.</returns>
    internal bool? Read(string text) => _words.TryGetValue(ChoiceTable.Fold(text), out var truth) ? truth : null;

    private static void Add(Dictionary<string, bool> words, IEnumerable<string> texts, bool truth)
    {
        foreach (var text in texts)
        {
            words.TryAdd(ChoiceTable.Fold(text), truth);
        }
    }
}
