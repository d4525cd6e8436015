using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Reads;

/// <summary>Statements on what we wrote to records that are read.</summary>
internal static class SeenWriteSql
{
    /// <summary>Record id to the last write of each canonical field that was done there. Records that we never wrote to are absent.</summary>
    public static async Task<Dictionary<string, Dictionary<string, SeenWrite>>> LastWrites(
        this NpgsqlTransaction tx, string connection, IReadOnlyCollection<string> recordIds)
    {
        var rows = await tx.Connection!.QueryAsync<(string RecordId, string Fields, DateTime SettledAt)>("""
            select r.id, w.fields, w.settled_at
              from unnest(@recordIds) as r(id)
             cross join lateral (
                   select id, fields, settled_at from pending_work
                    where connection = @connection and record_id = r.id and settled_at is not null
                      and outcome not in ('merged', 'filtered: deleted') and outcome not like 'dead-lettered%'
                    order by settled_at desc, id desc limit 50) as w
             order by w.settled_at, w.id
            """, new { connection, recordIds = recordIds.ToArray() }, tx);
        var seen = new Dictionary<string, Dictionary<string, SeenWrite>>();
        foreach (var (recordId, fields, settledAt) in rows)
        {
            var ofRecord = seen.TryGetValue(recordId, out var known) ? known : seen[recordId] = [];
            foreach (var (name, value) in WorkJson.Read(fields))
            {
                ofRecord[name] = new SeenWrite { Value = value, KnownAt = settledAt };
            }
        }

        return seen;
    }

    /// <summary>Ids and addresses of records that a call was made for of which nobody knows yet what it did.</summary>
    public static async Task<HashSet<string>> UnknownWrites(this NpgsqlTransaction tx, string connection)
    {
        var keys = await tx.Connection!.QueryAsync<string>("""
            select unnest(array[email, record_id]) from pending_work where connection = @connection and verify and settled_at is null
            """, new { connection }, tx);
        return [.. keys.Where(key => key is not null)];
    }
}
