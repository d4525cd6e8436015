using System.Diagnostics;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

namespace Sync.Dedupe;

/// <summary>
/// Finds or creates the person of each change, merges, and commits the new state together with what is to be written.
/// Safe to repeat: a change that was merged before changes nothing, and its write has the same key.
/// </summary>
internal sealed class ResolveChangesConsumer(
    NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, DedupeMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<PersonChange>
{
    private static readonly ActivitySource Spans = new("Sync.Dedupe");

    public async Task Consume(IReadOnlyList<PersonChange> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);

        var persons = await tx.Resolve(items);
        var rows = await tx.Lock([.. persons.Values.Distinct()]);
        var links = await tx.LinksOf(rows.Keys);
        var results = Decide(items, persons, rows, links);

        await tx.Save([.. results.States.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link([.. items.Where(item => persons.ContainsKey(item.Key))
            .Select(item => new LinkRow(item.Source, item.Module, item.RecordId, persons[item.Key]))
            .Distinct().Where(link => !links[link.PersonId].Contains(link))]);
        await tx.Enqueue(results.Messages());
        await tx.CommitAsync(ct);

        outbox.Wake();
        metrics.Decided(results.Outcomes);
    }

    public DeadLettered Describe(PersonChange item, Exception cause) => DeadLetter.Of(
        item, item.Key, item.DeliveryId, Stages.Matched, "The person could not be matched or merged", cause, time.GetUtcNow()) with
    {
        Connection = item.Source,
        Email = EmailAddress.Normalise(item.Email),
        Trace = item.Trace,
    };

    private Decisions Decide(
        IReadOnlyList<PersonChange> items, Dictionary<string, long> persons, Dictionary<long, PersonRow> rows, ILookup<long, LinkRow> links)
    {
        var now = time.GetUtcNow();
        var results = new Decisions();
        foreach (var change in items)
        {
            using var span = Spans.StartItem("resolve change", change.Trace);
            if (!persons.TryGetValue(change.Key, out var id))
            {
                results.Outcomes.Add(WithoutAddress(change, now));
                continue;
            }

            rows[id] = rows[id] with { Version = rows[id].Version + 1 };
            var state = results.States.GetValueOrDefault(id) ?? rows[id].ReadState();
            results.Add(rows[id], state, ChangeDecision.Decide(policy, rows[id], state, links[id], change, now), now);
        }

        return results;
    }

    private static OutcomeReached WithoutAddress(PersonChange change, DateTimeOffset now) => new()
    {
        Key = change.Key,
        DeliveryId = change.DeliveryId,
        Stage = Stages.Matched,
        Outcome = $"{Outcomes.Filtered}: no-email",
        Final = true,
        Detail = change.Email is null
            ? "The record has no email address, and no known person has it."
            : "The record's email address is not one that mail could go to.",
        Source = change.Source,
        Kind = change.Kind,
        Module = change.Module,
        RecordId = change.RecordId,
        ReceivedAt = change.ReceivedAt,
        MappedAt = change.MappedAt,
        At = now,
        Trace = change.Trace,
    };
}
