using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Handoffs;

/// <summary>Keeps how what is done beside tasks stands.</summary>
internal sealed class RecordActionsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<ActionNoted>
{
    // In one order, so that two envelopes never wait for each other crosswise.
    public Task Consume(IReadOnlyList<ActionNoted> items, CancellationToken ct) => dataSource.Keep(
    [
        .. items.OrderByDescending(note => note.At).ThenBy(note => note.Outcome is null).DistinctBy(note => (note.HandoffId, note.Name))
            .OrderBy(note => note.HandoffId, StringComparer.Ordinal).ThenBy(note => note.Name, StringComparer.Ordinal),
    ]);

    public DeadLettered Describe(ActionNoted item, Exception cause) => DeadLetter.Of(
        item, $"{item.HandoffId}!{item.Name}", null, "journal", $"What was done beside a handoff's task ('{item.Name}') could not be kept", cause, time.GetUtcNow());
}
