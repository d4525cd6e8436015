using Npgsql;

namespace Sync.Benchmarks.Stack;

/// <summary>Which call carried which delivery, and when each stage was through.</summary>
internal static class StageSql
{
    /// <summary>When each stage had handled the last of the deliveries after a number, as the journal says.</summary>
    public static async Task<IReadOnlyList<(string Stage, long Count, DateTimeOffset Last)>> Stages(
        this NpgsqlDataSource database, long id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select 'mapped', count(mapped_at), max(mapped_at) from console.outcome where delivery_id > $1 having count(mapped_at) > 0
            union all
            select stage, count(*), max(at) from console.outcome where delivery_id > $1 and stage <> 'mapped' group by stage
            order by 3
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stages = new List<(string, long, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            stages.Add((reader.GetString(0), reader.GetInt64(1), new DateTimeOffset(reader.GetDateTime(2))));
        }

        return stages;
    }

    /// <summary>How long the deliveries after a number took to each stage from the one before, in milliseconds: median and 99 %.</summary>
    public static async Task<IReadOnlyList<(string Stage, double Median, double P99)>> Delays(
        this NpgsqlDataSource database, long id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with seen as (
                select delivery_id, min(received_at) as received, min(mapped_at) as mapped,
                       min(at) filter (where stage = 'matched') as matched, min(at) filter (where stage = 'written') as written
                  from console.outcome where delivery_id > $1 group by delivery_id
            ), delay as (
                select v.stage, v.place, extract(epoch from v.until - v.since) * 1000 as ms
                  from seen, lateral (values
                       (1, 'mapped', received, mapped), (2, 'matched', mapped, matched), (3, 'written', matched, written))
                       as v(place, stage, since, until)
                 where v.since is not null and v.until is not null
            )
            select stage, percentile_cont(0.5) within group (order by ms), percentile_cont(0.99) within group (order by ms)
              from delay group by stage, place order by place
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var delays = new List<(string, double, double)>();
        while (await reader.ReadAsync(ct))
        {
            delays.Add((reader.GetString(0), reader.GetDouble(1), reader.GetDouble(2)));
        }

        return delays;
    }

    /// <summary>
    /// The deliveries after a number: trace id of each, when it was settled, and the trace ids of all that the same write call carried.
    /// A vendor call bears the trace of one delivery only; the writer's own log of calls says which others went with it.
    /// </summary>
    public static async Task<IReadOnlyList<CarriedDelivery>> Carried(this NpgsqlDataSource database, long id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select d.trace, s.settled_at, array(
                       select m.trace from writer.attempt a join writer.pending_work m on m.id = any(a.work_ids)
                        where w.id = any(a.work_ids) and m.trace is not null)
              from ingress.delivery d
              join ingress.settlement s on s.delivery_id = d.id
              left join writer.pending_work w on w.delivery_id = d.id
             where d.id > $1
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var carried = new List<CarriedDelivery>();
        while (await reader.ReadAsync(ct))
        {
            carried.Add(new CarriedDelivery(
                TraceId(reader.GetString(0)),
                await reader.IsDBNullAsync(1, ct) ? null : new DateTimeOffset(reader.GetDateTime(1)),
                [.. reader.GetFieldValue<string[]>(2).Select(TraceId)]));
        }

        return carried;
    }

    // "00-{32 digits}-{16 digits}-{flags}": W3C trace context.
    private static string TraceId(string trace) => trace.Length >= 35 ? trace.Substring(3, 32) : trace;
}

/// <param name="Settled">When its outcome was noted: later than the vendor's answer.</param>
/// <param name="Together">Traces of all deliveries that went in the same call, its own among them.</param>
internal sealed record CarriedDelivery(string Trace, DateTimeOffset? Settled, IReadOnlyList<string> Together);
