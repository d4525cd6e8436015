using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>Puts a handoff into the words of a deal. Pure.</summary>
public static class DealWording
{
    // Zoho keeps 120 letters of a deal's name.
    private const int LongestName = 120;

    /// <param name="owner">Address of who gets the deal.</param>
    /// <param name="at">When the handoff was decided, in the owner's zone: the closing day is one of his calendar.</param>
    public static DealToMake Of(
        PlayPolicy play, DealTemplate deal, PlaySignal signal, IReadOnlyDictionary<string, string?> fields, string email, string owner, DateTimeOffset at)
    {
        var name = Template.Fill(deal.Name, each => TaskWording.Value(play, signal, fields, email, each));
        var named = name.Length > 0 ? name : Template.NameOf(fields, email);
        return new DealToMake(named.Length > LongestName ? named[..LongestName].TrimEnd() : named, deal.Stage, owner)
        {
            Pipeline = deal.Pipeline,
            Amount = deal.Amount,
            ClosesOn = deal.ClosesInDays is { } days ? DateOnly.FromDateTime(at.DateTime).AddDays(days) : null,
        };
    }
}
