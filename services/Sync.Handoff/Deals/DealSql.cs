using Dapper;
using Npgsql;
using Sync.Handoff.Following;

namespace Sync.Handoff.Deals;

/// <summary>Statements on deals.</summary>
internal static class DealSql
{
    /// <summary>Keeps how deals stand; what is older than what is known changes nothing.</summary>
    public static Task KeepDeals(this NpgsqlTransaction tx, IEnumerable<DealRow> deals) =>
        tx.Connection!.ExecuteAsync("""
            insert into deal as held (connection, deal_id, person_id, email, name, owner, stage, state, since, delivery_id)
            values (@Connection, @DealId, @PersonId, @Email, @Name, @Owner, @Stage, @State, @Since, @DeliveryId)
            on conflict (connection, deal_id) do update
               set person_id = excluded.person_id, email = excluded.email, name = excluded.name, owner = excluded.owner, stage = excluded.stage,
                   state = excluded.state, since = excluded.since, delivery_id = excluded.delivery_id, stale_at = null
             where (held.since, held.delivery_id) < (excluded.since, excluded.delivery_id)
            """, deals, tx);

    /// <summary>Takes deals that have stood in an open stage since before a time, to be reported: each once in a stage.</summary>
    public static async Task<List<DealRow>> TakeStale(
        this NpgsqlTransaction tx, string connection, IReadOnlyCollection<string> closed, DateTimeOffset before, DateTimeOffset now, int limit) =>
        (await tx.Connection!.QueryAsync<DealRow>("""
            update deal set stale_at = @now
             where (connection, deal_id) in (
                   select connection, deal_id from deal
                    where state = 'open' and stale_at is null and since < @before and connection = @connection and stage <> all(@closed)
                    order by since limit @limit for update skip locked)
            returning connection, deal_id as dealId, person_id as personId, email, name, owner, stage, state, since, delivery_id as deliveryId
            """, new { connection, closed = closed.ToArray(), before = before.ToUniversalTime(), now = now.ToUniversalTime(), limit }, tx)).OrderBy(deal => deal.Since).ToList();

    /// <summary>Keeps a report for each of its receivers.</summary>
    public static Task KeepReports(this NpgsqlTransaction tx, Guid id, IEnumerable<(string Receiver, string Body)> reports) =>
        tx.Connection!.ExecuteAsync(
            "insert into notification (handoff_id, receiver, play, body) values (@id, @Receiver, @play, @Body)",
            reports.Select(each => new { id, each.Receiver, play = StaleReport.Play, each.Body }), tx);

    /// <summary>Keeps what is to be done, each once whoever asks.</summary>
    /// <returns>What nobody has asked for before.</returns>
    public static async Task<List<ActionRow>> KeepNew(this NpgsqlTransaction tx, IEnumerable<ActionRow> actions, DateTimeOffset now)
    {
        var news = new List<ActionRow>();
        foreach (var action in actions)
        {
            if (await tx.Connection!.ExecuteAsync("""
                insert into action (handoff_id, name, key, request, asked_at) values (@HandoffId, @Name, @Key, @Request, @now)
                on conflict (handoff_id, name) do nothing
                """, new { action.HandoffId, action.Name, action.Key, action.Request, now = now.ToUniversalTime() }, tx) > 0)
            {
                news.Add(action);
            }
        }

        return news;
    }

    /// <summary>Those of these that came to another end than was meant, locked.</summary>
    public static async Task<List<ActionRow>> Failed(this NpgsqlTransaction tx, Guid[] ids) =>
        ids.Length == 0 ? [] : (await tx.Connection!.QueryAsync<ActionRow>("""
            select handoff_id as handoffId, name, key, request from action
             where handoff_id = any(@ids) and outcome is not null and outcome <> 'written' order by handoff_id for update
            """, new { ids }, tx)).AsList();
}
