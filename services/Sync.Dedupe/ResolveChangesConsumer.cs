using System.Diagnostics;
using Npgsql;
using Sync.Contracts;
using Sync.Dedupe.Companies;
using Sync.Dedupe.Reviews;
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

        if (items.Count == 0)
        {
            await tx.WalkThrough();
        }

        var companies = await tx.ResolveCompanies(policy, items);
        // Persons before companies, always: many wait for one company.
        var (resolution, rows) = await LockPersons(tx, [.. items.Where(item => !CompanyResolution.IsCompany(item))]);
        foreach (var company in companies.Count == 0 ? [] : await tx.Lock([.. companies.Values.Distinct()]))
        {
            rows[company.Key] = company.Value;
        }

        var results = Decide(items, resolution, companies, rows, await tx.LinksOf(rows.Keys));

        await tx.Save([.. results.States.Select(state => results.Persons[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link(results.Said);
        await tx.SetCompanies([.. resolution.Persons.Where(person => companies.ContainsKey(person.Key))
            .Select(person => (person.Value, companies[person.Key])).DistinctBy(member => member.Value)]);
        await KeepRareThings(tx, results, resolution, time.GetUtcNow());
        await tx.Enqueue(results.Messages());
        await tx.CommitAsync(ct);

        outbox.Wake();
        metrics.Decided(results.Outcomes);
    }

    public DeadLettered Describe(PersonChange item, Exception cause) => DeadLetter.Of(
        item, PlayHandover.KeyOfWhole(item), item.DeliveryId, Stages.Matched, "The person could not be matched or merged", cause, time.GetUtcNow()) with
    {
        Connection = item.Source,
        Email = EmailAddress.Normalise(item.Email),
        Trace = item.Trace,
    };

    /// <summary>Who was found to be another one while we waited for him is looked for again: all that he had is that one's now.</summary>
    private async Task<(Resolution Resolution, Dictionary<long, PersonRow> Rows)> LockPersons(
        NpgsqlTransaction tx, IReadOnlyList<PersonChange> changes)
    {
        while (true)
        {
            var resolution = await tx.Resolve(policy, changes);
            var rows = await tx.Lock([.. resolution.Persons.Values.Distinct()]);
            if (rows.Values.Where(row => row.MergedInto is not null).Select(row => row.Id).ToList() is not { Count: > 0 } gone)
            {
                return (resolution, rows);
            }

            await tx.Follow(gone);
        }
    }

    // Asked for only where there is something: each would be one more round trip for every envelope.
    private static async Task KeepRareThings(NpgsqlTransaction tx, Decisions results, Resolution resolution, DateTimeOffset now)
    {
        if (results.Renamed is { Count: > 0 } renamed)
        {
            await tx.SetCurrent(renamed);
        }

        await tx.Unlink(results.Gone, "gone");
        if (resolution.Withdrawn.Count > 0 && await tx.CloseWithdrawn(resolution.Withdrawn) is { Count: > 0 } closed)
        {
            await tx.Enqueue(new ReviewsNoted { Items = await ReviewNotes.Of(tx, closed, now) });
        }

        if (resolution.Contested.Count + resolution.Doubtful.Count > 0
            && await tx.OpenReviews([.. resolution.Contested.Values, .. resolution.Doubtful]) is { Count: > 0 } opened)
        {
            await tx.Enqueue(new ReviewsNoted { Items = await ReviewNotes.Of(tx, opened, now) });
        }
    }

    private Decisions Decide(
        IReadOnlyList<PersonChange> items, Resolution resolution, Dictionary<string, long> companies, Dictionary<long, PersonRow> rows,
        ILookup<long, LinkRow> links)
    {
        var now = time.GetUtcNow();
        var results = new Decisions(links);
        foreach (var change in items)
        {
            using var span = Spans.StartItem("resolve change", change.Trace);
            if (!(CompanyResolution.IsCompany(change) ? companies : resolution.Persons).TryGetValue(change.Key, out var id))
            {
                var nobody = WithoutPerson(change, now);
                results.Outcomes.AddRange([nobody, .. PlayHandover.Without(change, nobody)]);
                continue;
            }

            var company = companies.TryGetValue(change.Key, out var its) && its != id ? rows[its] : null;
            var person = Next(results, rows[id]);
            var state = results.States.GetValueOrDefault(id) ?? person.ReadState();
            var before = state;
            state = company is null ? state
                : Members.Know(policy, state, results.LinksOf(company.Id), change.ChangedAt, change.DeliveryId);
            var decision = ChangeDecision.Decide(
                policy, person, state, results.LinksOf(id), change, now, resolution.Contested.GetValueOrDefault(change.Key)?.Word);
            results.Add(person, change, decision);
            results.Add(StatusHandover.Of(policy, change, results.Persons[id], decision.State));
            results.Add(ConflictNotes.Between(results.Persons[id], before, decision.State, now));
            if (company is not null)
            {
                DecideCompany(Next(results, company), change, decision, results, now);
            }

            results.Add(OptIns.Of(policy, change, results.Persons[id], results.States[id], results.LinksOf(id), now));
        }

        return results;
    }

    private static PersonRow Next(Decisions results, PersonRow row)
    {
        var known = results.Persons.GetValueOrDefault(row.Id) ?? row;
        return known with { Version = known.Version + 1 };
    }

    private void DecideCompany(PersonRow company, PersonChange change, Decision person, Decisions results, DateTimeOffset now)
    {
        var state = results.States.GetValueOrDefault(company.Id) ?? company.ReadState();
        var personLinks = results.LinksOf(person.Outcome.PersonId!.Value);
        if (Members.OfChange(policy, company, state, results.LinksOf(company.Id), change, person, personLinks, now) is { } decision)
        {
            results.AddCompany(company, decision);
        }
    }

    private static OutcomeReached WithoutPerson(PersonChange change, DateTimeOffset now) => new()
    {
        Key = change.Key,
        DeliveryId = change.DeliveryId,
        Stage = Stages.Matched,
        Outcome = change.IsGone ? Outcomes.Gone : $"{Outcomes.Filtered}: {(CompanyResolution.IsCompany(change) ? "no-domain" : "no-email")}",
        Final = true,
        Detail = change.IsGone ? $"'{change.Source}' no longer has the record, and nobody was known by it."
            : CompanyResolution.IsCompany(change) ? "The company has no web site that tells of it alone, and no known company is this record."
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
