using System.Diagnostics;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;

namespace Sync.Mapper;

/// <summary>Maps an envelope of records that were read. Safe to repeat: the keys stay the same.</summary>
internal sealed class MapRecordsConsumer(SyncPolicy policy, Handover handover, TimeProvider time) : IEnvelopeConsumer<RecordRead>
{
    private static readonly ActivitySource Spans = new("Sync.Mapper");

    public Task Consume(IReadOnlyList<RecordRead> items, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return handover.Send([.. items.Select(read => Map(read, now))], ct);
    }

    public DeadLettered Describe(RecordRead item, Exception cause) => DeadLetter.Of(
        item, item.Key, item.DeliveryId, Stages.Read, "The record that was read could not be mapped", cause, time.GetUtcNow()) with
    {
        Connection = item.Connection,
        Email = EmailAddress.Normalise(item.Email),
        Trace = item.Trace,
    };

    private MapResult Map(RecordRead read, DateTimeOffset now)
    {
        using var span = Spans.StartItem("map record", read.Trace);
        return RecordMapping.Map(policy, read, now);
    }
}
