using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Handoffs;

/// <summary>Keeps how handoffs stand.</summary>
internal sealed class RecordHandoffsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<HandoffNoted>
{
    // In one order, so that two envelopes never wait for each other crosswise.
    public Task Consume(IReadOnlyList<HandoffNoted> items, CancellationToken ct) =>
        dataSource.Keep([.. items.OrderByDescending(note => note.At).DistinctBy(note => note.Id).OrderBy(note => note.Id, StringComparer.Ordinal)]);

    public DeadLettered Describe(HandoffNoted item, Exception cause) => DeadLetter.Of(
        item, item.Id, null, "journal", $"A handoff of the play '{item.Play}' could not be kept", cause, time.GetUtcNow());
}
