using Sync.Contracts;

namespace Sync.Dedupe;

/// <summary>Hands a deal on with the person whose it is. Pure.</summary>
internal static class DealHandover
{
    /// <returns>Null where the change tells of none.</returns>
    public static SeenDeal? Of(PersonChange change, PersonRow person, IEnumerable<LinkRow> links) => change.Deal is not { } deal ? null : new SeenDeal
    {
        Deal = deal,
        DeliveryId = change.DeliveryId,
        Source = change.Source,
        PersonId = person.Id,
        Email = person.Email,
        Records = [.. links.Select(link => new PersonRecord(link.Connection, link.Module, link.RecordId))],
        Since = change.ChangedAt,
        ReceivedAt = change.ReceivedAt,
        Trace = change.Trace,
    };
}
