using Dapper;
using Npgsql;

namespace Sync.Console.Overview;

/// <summary>A kind of event that came and that this version does not know.</summary>
/// <param name="Source">The connection that it came from.</param>
/// <param name="Kind">What its sender calls it.</param>
/// <param name="Count">How many came.</param>
/// <param name="LastAt">When the last one did.</param>
/// <param name="LastDelivery">Its number in the inbox, which keeps the whole of it.</param>
/// <param name="Sample">What was in it: names, no values.</param>
public sealed record UnknownKind(string Source, string Kind, long Count, DateTime LastAt, long LastDelivery, string Sample);

/// <summary>Statements on events of unknown kinds.</summary>
internal static class UnknownKindSql
{
    /// <summary>The ones that came last; their sender makes up the names, so there may be any number.</summary>
    public static async Task<IReadOnlyList<UnknownKind>> UnknownKinds(this NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<UnknownKind>("""
            select coalesce(o.source, '?') as source, coalesce(o.kind, '?') as kind, k.count, o.at as lastAt, o.delivery_id as lastDelivery,
                   coalesce(o.detail, '') as sample
              from (select count(*) as count, max(id) as id from outcome where outcome = 'filtered: unknown-kind' group by source, kind) k
              join outcome o on o.id = k.id
             order by k.id desc limit 20
            """)];
}
