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
                   state = excluded.state, since = excluded.since, delivery_id = excluded.delivery_id
             where (held.since, held.delivery_id) < (excluded.since, excluded.delivery_id)
            """, deals, tx);

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
