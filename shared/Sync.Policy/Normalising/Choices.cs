using System.Text.Json;

namespace Sync.Policy.Normalising;

/// <summary>Picklists and multi-selects.</summary>
internal static class Choices
{
    private const string Mark = "||";

    public static Normalised One(string typed, NormalisingRules rules) =>
        rules.Choices.Find(Texts.OneLine(typed)) is { } choice
            ? new Normalised.Value(choice)
            : new Normalised.Misfit(typed, "It is none of the choices.");

    /// <returns>As ActiveCampaign writes them, each once and in the order of their letters: <c>||Blue||Red||</c>.</returns>
    public static Normalised Some(string typed, NormalisingRules rules)
    {
        var found = ItemsOf(Texts.Clean(typed)).Select(rules.Choices.Find).ToArray();
        if (found.Contains(null))
        {
            return new Normalised.Misfit(typed, "One of its texts is none of the choices.");
        }

        var items = found.OfType<string>().DistinctBy(ChoiceTable.Fold).OrderBy(ChoiceTable.Fold, StringComparer.Ordinal).ToArray();
        return items.Length == 0 ? Normalised.Nothing : new Normalised.Value(Mark + string.Join(Mark, items) + Mark);
    }

    // ActiveCampaign's ||a||b||, the list ["a","b"] of Zoho's API, and a;b of Zoho's exports. A comma is part of many choices.
    private static IEnumerable<string> ItemsOf(string text)
    {
        var items = text.Contains(Mark, StringComparison.Ordinal) ? [text] : ListIn(text) ?? text.Split(';');
        return items
            .SelectMany(item => item.Split(Mark))
            .Select(item => Texts.OneLine(Texts.Trim(item, '|')))
            .Where(item => item.Length > 0);
    }

    private static string[]? ListIn(string text)
    {
        try
        {
            return text.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(text)?.Where(item => item is not null).ToArray() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
