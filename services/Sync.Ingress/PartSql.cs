using Dapper;
using Npgsql;

namespace Sync.Ingress;

/// <summary>Statements on deliveries that name several records.</summary>
internal static class PartSql
{
    /// <summary>Notes the ends of parts, the first one of each, and gives the deliveries that have no open part left. Told again, it
    /// gives them again.</summary>
    /// <remarks>One statement a row, so that two instances that note different parts at once both see what the other has noted.</remarks>
    public static async Task<List<EndedDelivery>> NoteParts(this NpgsqlDataSource dataSource, IReadOnlyList<EndedParts> ended)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var whole = await connection.QueryAsync<EndedDelivery>("""
            with noted as (
                insert into part_settlement as held (delivery_id, replay, parts, ended)
                select * from unnest(@ids, @replays, @parts, @ends::jsonb[])
                on conflict (delivery_id, replay) do update set ended = excluded.ended || held.ended
                returning delivery_id, replay, parts, ended
            )
            select n.delivery_id as deliveryId, n.ended
              from noted n join settlement s on s.delivery_id = n.delivery_id and s.replay = n.replay
             where n.parts = (select count(*) from jsonb_object_keys(n.ended))
            """,
            new
            {
                ids = ended.Select(parts => parts.DeliveryId).ToArray(),
                replays = ended.Select(parts => parts.Replay).ToArray(),
                parts = ended.Select(parts => parts.Parts).ToArray(),
                ends = ended.Select(parts => parts.Ended).ToArray(),
            });
        return whole.AsList();
    }
}

/// <summary>Parts of one delivery that have ended.</summary>
/// <param name="Ended">Number of the part to its outcome, as JSON.</param>
internal sealed record EndedParts(long DeliveryId, int Replay, int Parts, string Ended);

/// <summary>A delivery of which every part has ended.</summary>
/// <param name="Ended">Number of the part to its outcome, as JSON.</param>
internal sealed record EndedDelivery(long DeliveryId, string Ended);
