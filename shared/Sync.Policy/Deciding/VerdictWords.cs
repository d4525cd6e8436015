using Sync.Contracts;

namespace Sync.Policy;

/// <summary>Says in the words of outcomes what became of a stated value.</summary>
public static class VerdictWords
{
    public const string Fill = $"{Outcomes.Filtered}: fill";

    public const string Direction = $"{Outcomes.Filtered}: direction";

    /// <param name="state">After merging.</param>
    /// <returns>Null if the value was accepted: what becomes of it is said where it goes.</returns>
    public static string? Of(FieldVerdict verdict, string source, string fieldName, PersonState state, MergeRules rules) => verdict switch
    {
        FieldVerdict.Accepted or FieldVerdict.Won => null,
        FieldVerdict.Same or FieldVerdict.Agreed => Outcomes.Unchanged,
        FieldVerdict.Echo => Outcomes.Echo,
        FieldVerdict.Stale => Outcomes.Stale,
        FieldVerdict.Lost => $"{Outcomes.OwnedBy}: {state.Fields[fieldName].AgreedBy}",
        FieldVerdict.NotCarried => NotCarried(rules.From(fieldName, source).Owner, source),
        FieldVerdict.Filled => rules.From(fieldName, source).IsCreateOnly ? RouteDeciding.UpdatesOff : Fill,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "A verdict that is not known here."),
    };

    /// <summary>The word that tells most of several: what a rule kept out comes before what was nothing new.</summary>
    public static string MostTelling(IEnumerable<string> words)
    {
        var (best, rank) = (Outcomes.Unchanged, int.MaxValue);
        foreach (var word in words)
        {
            if (Rank(word) is var its && its < rank)
            {
                (best, rank) = (word, its);
            }
        }

        return best;
    }

    private static string NotCarried(string owner, string source) =>
        owner.Length > 0 && owner != source ? $"{Outcomes.OwnedBy}: {owner}" : Direction;

    private static int Rank(string word) => word switch
    {
        RouteDeciding.Loop => 0,
        Outcomes.Unchanged => 9,
        Outcomes.Echo => 8,
        Outcomes.Stale => 7,
        Fill or Direction => 6,
        Outcomes.PicklistMiss => 3,
        _ when word.StartsWith(Outcomes.OwnedBy, StringComparison.Ordinal) => 5,
        _ => 1,
    };
}
