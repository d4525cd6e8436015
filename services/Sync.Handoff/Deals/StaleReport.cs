using Sync.Contracts;
using Sync.Handoff.Notifying;
using Sync.Policy.Plays;

namespace Sync.Handoff.Deals;

/// <summary>Deals that have stood in their stage for too long, in words. Pure.</summary>
internal sealed record StaleReport(Guid Id, IReadOnlyList<DealRow> Deals, DateTimeOffset At)
{
    /// <summary>What stands in the place of a play's name: none can be called so.</summary>
    public const string Play = "";

    private const int MostLines = 20;

    public string Subject => Deals.Count == 1 ? "A deal has not moved" : $"{Deals.Count} deals have not moved";

    /// <summary>What a person reads: the ones that have stood longest, each in a line.</summary>
    public string Text => string.Join('\n', Deals.Take(MostLines).Select(Line).Prepend($"{Subject}:")
        .Concat(Deals.Count > MostLines ? [$"and {Deals.Count - MostLines} more: the console's page of handoffs has them all."] : []));

    /// <summary>As the console keeps it, each as a line of its own.</summary>
    public IEnumerable<HandoffsNoted> Notes() => Deals.Select(deal => new HandoffNoted
    {
        Id = FormattableString.Invariant($"deal/{deal.Connection}/{deal.DealId}/{deal.Since.ToUnixTimeSeconds()}"),
        Play = "deals",
        Signal = $"{SignalKinds.Deal} {deal.Stage}",
        PersonId = deal.PersonId,
        Email = deal.Email,
        DeliveryId = deal.DeliveryId,
        State = Outcomes.StaleDeal,
        Detail = Line(deal),
        Owner = deal.Owner,
        Target = deal.Connection,
        OccurredAt = At,
        At = At,
    }).Chunk(100).Select(some => new HandoffsNoted { Items = some });

    /// <summary>Bodies for those who are told.</summary>
    public IEnumerable<(string Receiver, string Body)> Bodies(DealFollowing following, MailServerPolicy? mail) =>
        following.Notify.Select(receiver => (receiver.Key, NotificationBody.Of(receiver, mail, this)));

    public string Line(DealRow deal) => FormattableString.Invariant(
        $"Deal '{OneLine(deal.Name ?? deal.DealId)}' of {deal.Email} stands in '{OneLine(deal.Stage)}' since {deal.Since.ToUniversalTime():yyyy-MM-dd} ({(At - deal.Since).TotalDays:0} days){(deal.Owner is { } owner ? $", with {OneLine(owner)}" : "")}.");

    // What people typed begins no line of its own.
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)).Trim();
}
