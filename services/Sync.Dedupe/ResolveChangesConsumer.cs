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

        var resolution = await tx.Resolve(items);
        var rows = await tx.Lock([.. resolution.Persons.Values.Distinct()]);
        var results = Decide(items, resolution, rows, await tx.LinksOf(rows.Keys));

        await tx.Save([.. results.States.Select(state => results.Persons[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link(results.Said);
        await KeepRareThings(tx, results, resolution);
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

    // Asked for only where there is something: each would be one more round trip for every envelope.
    private static async Task KeepRareThings(NpgsqlTransaction tx, Decisions results, Resolution resolution)
    {
        if (results.Renamed is { Count: > 0 } renamed)
        {
            await tx.SetCurrent(renamed);
        }

        await tx.Unlink(results.Gone, "gone");
        await tx.OpenReviews([.. resolution.Contested.Values]);
    }

    private Decisions Decide(
        IReadOnlyList<PersonChange> items, Resolution resolution, Dictionary<long, PersonRow> rows, ILookup<long, LinkRow> links)
    {
        var now = time.GetUtcNow();
        var results = new Decisions(links);
        foreach (var change in items)
        {
            using var span = Spans.StartItem("resolve change", change.Trace);
            if (!resolution.Persons.TryGetValue(change.Key, out var id))
            {
                results.Outcomes.Add(WithoutPerson(change, now));
                continue;
            }

            var person = results.Persons.GetValueOrDefault(id) ?? rows[id];
            person = person with { Version = person.Version + 1 };
            var state = results.States.GetValueOrDefault(id) ?? person.ReadState();
            var decision = ChangeDecision.Decide(
                policy, person, state, results.LinksOf(id), change, now, resolution.Contested.ContainsKey(change.Key));
            results.Add(person, change, decision);
            results.Add(ConflictNotes.Between(results.Persons[id], state, decision.State, now));
        }

        return results;
    }

    private static OutcomeReached WithoutPerson(PersonChange change, DateTimeOffset now) => new()
    {
        Key = change.Key,
        DeliveryId = change.DeliveryId,
        Stage = Stages.Matched,
        Outcome = change.IsGone ? Outcomes.Gone : $"{Outcomes.Filtered}: no-email",
        Final = true,
        Detail = change.IsGone ? $"'{change.Source}' no longer has the record, and nobody was known by it."
            : change.Email is null
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
