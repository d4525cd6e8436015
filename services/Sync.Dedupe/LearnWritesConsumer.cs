using Npgsql;
using Sync.Contracts;
using Sync.Dedupe.Companies;
using Sync.Dedupe.Links;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Dedupe;

/// <summary>
/// Learns from settled writes which record is whose, and what the target has now. Where that shows that the target lacks something which
/// is not on its way, as after writes that crossed, it is asked for.
/// </summary>
internal sealed class LearnWritesConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<SettledWrite>
{
    public async Task Consume(IReadOnlyList<SettledWrite> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);

        var (rows, companies) = await Lock(tx, [.. items.Select(item => item.PersonId).Distinct()]);
        while (rows.Values.Any(row => row.MergedInto is not null))
        {
            // Asked for when he was still taken for another one.
            items = [.. items.Select(item => item with { PersonId = rows.GetValueOrDefault(item.PersonId)?.MergedInto ?? item.PersonId })];
            (rows, companies) = await Lock(tx, [.. items.Select(item => item.PersonId).Distinct()]);
            items = await OfLeading(tx, items, rows.Keys);
        }

        var states = rows.Values.ToDictionary(row => row.Id, row => row.ReadState());
        foreach (var item in items.Where(item => states.ContainsKey(item.PersonId)))
        {
            states[item.PersonId] = Merge.Learn(states[item.PersonId], item.Target, item.KnownAt ?? item.ChangedAt, item.Fields,
                item.KnownAt ?? time.GetUtcNow());
        }

        foreach (var item in items.Where(item => item.Refused is not null && states.ContainsKey(item.PersonId)))
        {
            states[item.PersonId] = Merge.Refuse(states[item.PersonId], item.Target, item.Refused!);
        }

        var missing = AskForMissing(items, companies, rows, states);
        if (companies.Count > 0)
        {
            var links = await tx.LinksOf(rows.Keys);
            var members = companies.SelectMany(company => company.Value, (company, member) => (company.Key, member))
                .ToLookup(each => each.Key, each => each.member);
            var after = new MembersAfterWrite(policy, members, links, rows, states);
            missing.AddRange(after.Ask(items.Where(item => companies.ContainsKey(item.PersonId)), time.GetUtcNow()));
        }

        if (policy.RecordIdRoutes.Count > 0)
        {
            var after = new RecordIdsAfterWrite(policy, await tx.LinksOf(rows.Keys), rows, states);
            missing.AddRange(after.Ask([.. items.Where(item => !companies.ContainsKey(item.PersonId))], time.GetUtcNow()));
        }

        await tx.Save([.. states.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        // Whoever was forgotten meanwhile has no records.
        await tx.Link([.. items.Where(item => rows.ContainsKey(item.PersonId)).Select(item =>
            new LinkRow(item.Target, item.Module, item.RecordId, item.PersonId, EmailAddress.Normalise(item.Fields.GetValueOrDefault("email"))))
            .Reverse().DistinctBy(link => link.Key)]);
        if (missing.Count > 0)
        {
            await tx.Enqueue([new WritesRequested { Items = missing }]);
        }

        await tx.CommitAsync(ct);
        if (missing.Count > 0)
        {
            outbox.Wake();
        }
    }

    // Of a record that is not written to any more it is only known what it has had: that would be taken for the other record's.
    private static async Task<IReadOnlyList<SettledWrite>> OfLeading(
        NpgsqlTransaction tx, IReadOnlyList<SettledWrite> items, IReadOnlyCollection<long> persons)
    {
        var superseded = (await tx.LinksOf(persons)).SelectMany(links => links).Where(link => link.IsSuperseded).Select(link => link.Key).ToHashSet();
        return [.. items.Where(item => !superseded.Contains(new LinkKey(item.Target, item.Module, item.RecordId)))];
    }

    public DeadLettered Describe(SettledWrite item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "learnt", "What the target has now could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };

    /// <summary>Everybody that is spoken of, and the members of companies among them. Persons before companies, as everywhere.</summary>
    /// <returns>Beside the rows, the companies with their members.</returns>
    private async Task<(Dictionary<long, PersonRow> Rows, Dictionary<long, long[]> Companies)> Lock(NpgsqlTransaction tx, IReadOnlyList<long> ids)
    {
        var companies = policy.CompanyRoutes.Count == 0 ? [] : await tx.CompaniesAmong(ids);
        var members = await tx.MembersOf(companies);
        var rows = await tx.Lock([.. ids.Where(id => !companies.Contains(id)).Concat(members.SelectMany(company => company)).Distinct()]);
        if (companies.Count == 0)
        {
            return (rows, []);
        }

        var locked = await tx.Lock(companies);
        // Whoever joined while we waited for the company.
        members = await tx.MembersOf(companies);
        var late = await tx.Lock([.. members.SelectMany(company => company).Where(id => !rows.ContainsKey(id)).Distinct()]);
        return (rows.Concat(locked).Concat(late).ToDictionary(), companies.ToDictionary(id => id, id => members[id].ToArray()));
    }

    // Once a person and target: what was learnt last says where the target stands.
    private List<WriteRequest> AskForMissing(
        IReadOnlyList<SettledWrite> items, Dictionary<long, long[]> companies, Dictionary<long, PersonRow> rows,
        Dictionary<long, PersonState> states)
    {
        var missing = new List<WriteRequest>();
        foreach (var item in items.Reverse().DistinctBy(item => (item.PersonId, item.Target)))
        {
            if (rows.TryGetValue(item.PersonId, out var row)
                && MissingAfterWrite.Of(
                    policy, row, states[row.Id], item, time.GetUtcNow(),
                    companies.ContainsKey(item.PersonId) ? SyncObject.Company : SyncObject.Person) is var (state, request))
            {
                rows[row.Id] = row with { Version = request.Version };
                states[row.Id] = state;
                missing.Add(request);
            }
        }

        return missing;
    }
}
