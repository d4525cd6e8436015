using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Mapper;

/// <summary>Hands on what came of mapping.</summary>
internal sealed class Handover(MessageSender sender, MapperMetrics metrics)
{
    // A single delivery may name more records than an envelope holds.
    private const int LargestEnvelope = 100;

    public async Task Send(IReadOnlyList<MapResult> results, CancellationToken ct)
    {
        metrics.Mapped(results);
        await Send(results.SelectMany(Changes), some => new ChangesMapped { Items = some }, ct);
        await Send(results.SelectMany(Reads), some => new ReadsRequested { Items = some }, ct);
        await Send(results.SelectMany(Outcomes), some => new OutcomesReached { Items = some }, ct);
        foreach (var failed in results.OfType<MapResult.Failed>())
        {
            await sender.Send(failed.Letter, ct);
        }
    }

    private static IEnumerable<PersonChange> Changes(MapResult result) => result switch
    {
        MapResult.Changed changed => [changed.Change],
        MapResult.Deleted deleted => deleted.Ends,
        _ => [],
    };

    private static IEnumerable<ReadRequest> Reads(MapResult result) => result switch
    {
        MapResult.Hinted hinted => hinted.Reads,
        MapResult.Changed { Beside: { } beside } => beside.Reads,
        _ => [],
    };

    private static IEnumerable<OutcomeReached> Outcomes(MapResult result) => result switch
    {
        MapResult.Ended ended => [ended.Outcome],
        MapResult.Hinted hinted => hinted.Facts,
        MapResult.Changed { Beside: { } beside } => beside.Facts,
        _ => [],
    };

    private async Task Send<TItem>(IEnumerable<TItem> items, Func<TItem[], object> envelope, CancellationToken ct)
    {
        foreach (var some in items.Chunk(LargestEnvelope))
        {
            await sender.Send(envelope(some), ct);
        }
    }
}
