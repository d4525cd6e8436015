using System.Diagnostics;
using Npgsql;
using Sync.Contracts;
using Sync.Dedupe.Companies;
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

        var persons = await tx.Resolve([.. items.Where(item => !CompanyResolution.IsCompany(item))]);
        var companies = await tx.ResolveCompanies(policy, items);
        var members = items.Where(item => persons.ContainsKey(item.Key) && companies.ContainsKey(item.Key))
            .Select(item => (persons[item.Key], companies[item.Key])).Distinct().ToList();
        // Persons before companies, always: many wait for one company.
        var rows = await tx.Lock([.. persons.Values.Distinct()]);
        foreach (var company in companies.Count == 0 ? [] : await tx.Lock([.. companies.Values.Distinct()]))
        {
            rows[company.Key] = company.Value;
        }

        var links = await tx.LinksOf(rows.Keys);
        foreach (var item in items.Where(item => CompanyResolution.IsCompany(item) && companies.ContainsKey(item.Key)))
        {
            persons[item.Key] = companies[item.Key];
        }

        var results = Decide(items, persons, companies, rows, links);

        await tx.Save([.. results.States.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link([.. items.Where(item => persons.ContainsKey(item.Key))
            .Select(item => new LinkRow(item.Source, item.Module, item.RecordId, persons[item.Key]))
            .Distinct().Where(link => !links[link.PersonId].Contains(link))]);
        await tx.SetCompanies(members);
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
        IReadOnlyList<PersonChange> items, Dictionary<string, long> persons, Dictionary<string, long> companies,
        Dictionary<long, PersonRow> rows, ILookup<long, LinkRow> links)
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
            if (!companies.TryGetValue(change.Key, out var company) || company == id)
            {
                results.Add(id, ChangeDecision.Decide(policy, rows[id], state, links[id], change, now));
                continue;
            }

            state = Members.Know(policy, state, links[company], change.ChangedAt, change.DeliveryId);
            var decision = ChangeDecision.Decide(policy, rows[id], state, links[id], change, now);
            results.Add(id, decision);
            DecideCompany(company, change, decision, links[id], results, rows, links, now);
        }

        return results;
    }

    private void DecideCompany(
        long company, PersonChange change, Decision person, IEnumerable<LinkRow> personLinks, Decisions results,
        Dictionary<long, PersonRow> rows, ILookup<long, LinkRow> links, DateTimeOffset now)
    {
        rows[company] = rows[company] with { Version = rows[company].Version + 1 };
        var state = results.States.GetValueOrDefault(company) ?? rows[company].ReadState();
        if (Members.OfChange(policy, rows[company], state, links[company], change, person, personLinks, now) is { } decision)
        {
            results.AddCompany(company, rows[company].Email, decision);
        }
    }

    private static OutcomeReached WithoutAddress(PersonChange change, DateTimeOffset now) => new()
    {
        Key = change.Key,
        DeliveryId = change.DeliveryId,
        Stage = Stages.Matched,
        Outcome = CompanyResolution.IsCompany(change) ? $"{Outcomes.Filtered}: no-domain" : $"{Outcomes.Filtered}: no-email",
        Final = true,
        Detail = CompanyResolution.IsCompany(change) ? "The company has no web site that tells of it alone, and no known company is this record."
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
