using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>Decides about a notification that names records without their content: each record is a part of the delivery. Pure.</summary>
internal static class HintMapping
{
    public static MapResult Map(ReceivedDelivery delivery, WebhookReading.Hint hint, DateTimeOffset now)
    {
        var parts = hint.RecordIds.Select((id, index) =>
            (Key: Parts.Key(delivery, index + 1, hint.RecordIds.Count), RecordId: id)).ToList();
        return hint.IsDeletion
            ? new MapResult.Deleted(parts.ConvertAll(part => Gone(delivery, hint, part, now)))
            : new MapResult.Hinted(
                parts.ConvertAll(part => Request(delivery, hint, part)), parts.ConvertAll(part => Outcome(delivery, hint, part, now)));
    }

    /// <summary>Has the record read as one part of a delivery that carried it.</summary>
    public static MapResult.Hinted Beside(ReceivedDelivery delivery, SourceRecord source, string key, DateTimeOffset now)
    {
        var hint = new WebhookReading.Hint(source.Kind, source.Module, [source.RecordId], source.ChangedAt);
        var part = (key, source.RecordId);
        return new MapResult.Hinted(
            [Request(delivery, hint, part)],
            [Outcome(delivery, hint, part, now) with { Detail = $"It leaves open what {string.Join(", ", source.Untold)} is: the record is read." }]);
    }

    /// <summary>What stands in the module; null where nothing does that is kept in step.</summary>
    public static SyncObject? ObjectOf(IConnector vendor, string module) =>
        vendor.PersonModules.Contains(module) ? SyncObject.Person
        : vendor.CompanyModules.Contains(module) ? SyncObject.Company
        : null;

    private static PersonChange Gone(
        ReceivedDelivery delivery, WebhookReading.Hint hint, (string Key, string RecordId) part, DateTimeOffset now) => new()
    {
        Key = part.Key,
        DeliveryId = delivery.Id,
        Source = delivery.Connection,
        Kind = hint.Kind,
        Module = hint.Module,
        RecordId = part.RecordId,
        ChangedAt = hint.ChangedAt,
        ReceivedAt = delivery.ReceivedAt,
        MappedAt = now,
        Fields = new Dictionary<string, string?>(),
        IsGone = true,
        Replay = delivery.Replay,
        Trace = delivery.Trace,
    };

    private static ReadRequest Request(ReceivedDelivery delivery, WebhookReading.Hint hint, (string Key, string RecordId) part) => new()
    {
        Key = part.Key,
        DeliveryId = delivery.Id,
        Connection = delivery.Connection,
        Kind = hint.Kind,
        Module = hint.Module,
        RecordId = part.RecordId,
        HintedAt = hint.ChangedAt,
        ReceivedAt = delivery.ReceivedAt,
        Replay = delivery.Replay,
        Trace = delivery.Trace,
    };

    private static OutcomeReached Outcome(
        ReceivedDelivery delivery, WebhookReading.Hint hint, (string Key, string RecordId) part, DateTimeOffset now) => new()
    {
        Key = part.Key,
        DeliveryId = delivery.Id,
        Stage = Stages.Mapped,
        Outcome = Outcomes.Passed,
        Final = false,
        Detail = "It names the record without its content: the record is read.",
        Source = delivery.Connection,
        Kind = hint.Kind,
        Module = hint.Module,
        RecordId = part.RecordId,
        ReceivedAt = delivery.ReceivedAt,
        At = now,
        Trace = delivery.Trace,
    };
}
