using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Dedupe.Reviews;

/// <summary>Statements on the questions whether two persons are one. Persons are locked before reviews, always.</summary>
internal static class ReviewSql
{
    private const string Same = "same";
    private const string Different = "different";

    private const string Columns = """
        id, address, person_id as claimant, other_id as owner, connection, module, record_id as recordId,
        opened_at as openedAt, closed_at is null as isOpen, delivery_id as deliveryId, decision, decided_by as decidedBy, decided_at as decidedAt
        """;

    /// <summary>Opens reviews and gives those that nobody was told of; two persons that were asked about before are not asked about again.
    /// </summary>
    public static async Task<IReadOnlyList<ReviewRow>> OpenReviews(this NpgsqlTransaction tx, IReadOnlyCollection<ContestedAddress> contested)
    {
        // Once for two persons, in one order: the statement may touch a row once, and two envelopes must not wait for each other crosswise.
        var once = contested.DistinctBy(each => Pair(each)).OrderBy(Pair).ToList();
        return
        [
            .. await tx.Connection!.QueryAsync<ReviewRow>($"""
                insert into review as held (address, person_id, other_id, connection, module, record_id, delivery_id, noted_at)
                select address, person, other, connection, module, record, delivery, now()
                  from unnest(@addresses, @persons, @others, @connections, @modules, @ids, @deliveries)
                       as c(address, person, other, connection, module, record, delivery)
                on conflict (least(person_id, other_id), greatest(person_id, other_id)) where decision is distinct from 'withdrawn' do update
                   set noted_at = now()
                 where held.noted_at is null and held.closed_at is null
                returning {Columns}
                """,
                new
                {
                    addresses = once.Select(each => each.Address).ToArray(),
                    persons = once.Select(each => each.Link.PersonId).ToArray(),
                    others = once.Select(each => each.Owner).ToArray(),
                    connections = once.Select(each => each.Link.Connection).ToArray(),
                    modules = once.Select(each => each.Link.Module).ToArray(),
                    ids = once.Select(each => each.Link.RecordId).ToArray(),
                    deliveries = once.Select(each => each.Delivery).ToArray(),
                }, tx),
        ];
    }

    /// <summary>Closes reviews whose record no longer says the address, and gives them. What came before the claim withdraws nothing.</summary>
    public static async Task<IReadOnlyList<ReviewRow>> CloseWithdrawn(this NpgsqlTransaction tx, IReadOnlyCollection<Withdrawal> withdrawn) =>
    [
        .. await tx.Connection!.QueryAsync<ReviewRow>($"""
            update review r set closed_at = now(), decision = 'withdrawn'
             where closed_at is null and address like '%@%'
               and exists (
                   select from unnest(@connections, @modules, @ids, @addresses, @deliveries) as w(connection, module, record, said, delivery)
                    where w.connection = r.connection and w.module = r.module and w.record = r.record_id
                      and w.said is distinct from r.address and w.delivery > r.delivery_id)
            returning {Columns}
            """,
            new
            {
                connections = withdrawn.Select(each => each.Record.Connection).ToArray(),
                modules = withdrawn.Select(each => each.Record.Module).ToArray(),
                ids = withdrawn.Select(each => each.Record.RecordId).ToArray(),
                addresses = withdrawn.Select(each => each.Address).ToArray(),
                deliveries = withdrawn.Select(each => each.Delivery).ToArray(),
            }, tx),
    ];

    public static Task<ReviewRow?> FindReview(this NpgsqlTransaction tx, long id) =>
        tx.Connection!.QuerySingleOrDefaultAsync<ReviewRow>($"select {Columns} from review where id = @id", new { id }, tx);

    /// <summary>False if it was decided before.</summary>
    public static async Task<bool> Close(this NpgsqlTransaction tx, DecideReview decision) => await tx.Connection!.ExecuteAsync("""
        update review set closed_at = now(), decision = @word, decided_by = @By, decided_at = @At where id = @ReviewId and closed_at is null
        """, new { decision.ReviewId, decision.By, decision.At, word = decision.AreSame ? Same : Different }, tx) == 1;

    /// <summary>Those of the pairs of persons that were found to be two.</summary>
    public static async Task<HashSet<(long, long)>> FoundDifferent(this NpgsqlTransaction tx, IReadOnlyCollection<(long One, long Other)> pairs) =>
    [
        .. await tx.Connection!.QueryAsync<(long, long)>("""
            select p.one, p.other from unnest(@ones, @others) as p(one, other)
             where exists (
                   select from review r
                    where least(r.person_id, r.other_id) = least(p.one, p.other)
                      and greatest(r.person_id, r.other_id) = greatest(p.one, p.other) and r.decision = 'different')
            """, new { ones = pairs.Select(pair => pair.One).ToArray(), others = pairs.Select(pair => pair.Other).ToArray() }, tx),
    ];

    /// <summary>Persons as they stand, without keeping them to this transaction.</summary>
    public static async Task<Dictionary<long, PersonRow>> Look(this NpgsqlTransaction tx, IReadOnlyCollection<long> ids) =>
        (await tx.Connection!.QueryAsync<PersonRow>(
            "select id, email, state, version, merged_into as mergedInto from person where id = any(@ids)", new { ids = ids.ToArray() }, tx))
            .ToDictionary(row => row.Id);

    public static async Task<ILookup<long, string>> AddressesOf(this NpgsqlTransaction tx, IReadOnlyCollection<long> ids) =>
        (await tx.Connection!.QueryAsync<(long Person, string Address)>("""
            select person_id, value from identifier
             where person_id = any(@ids) and kind = 'email' order by valid_to is not null, valid_to desc, value
            """, new { ids = ids.ToArray() }, tx)).ToLookup(row => row.Person, row => row.Address);

    private static (long, long) Pair(ContestedAddress each) =>
        (Math.Min(each.Link.PersonId, each.Owner), Math.Max(each.Link.PersonId, each.Owner));
}

/// <param name="Claimant">Whose record says the address.</param>
/// <param name="Owner">Who has it.</param>
internal sealed record ReviewRow(
    long Id, string Address, long Claimant, long Owner, string Connection, string Module, string RecordId, DateTimeOffset OpenedAt, bool IsOpen,
    long? DeliveryId, string? Decision, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public bool? AreSame => Decision switch { "same" => true, "different" => false, _ => null };
}
