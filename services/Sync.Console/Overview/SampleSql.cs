using Dapper;
using Npgsql;

namespace Sync.Console.Overview;

/// <summary>Statements on samples: the reported numbers, every ten seconds for two hours.</summary>
internal static class SampleSql
{
    /// <summary>Keeps the first of each ten seconds.</summary>
    public static async Task KeepSamples(this NpgsqlDataSource dataSource, DateTimeOffset at, IReadOnlyDictionary<string, double> numbers)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into sample as held (name, slot, at, value)
            select name, (extract(epoch from @at) / 10)::bigint % 720, @at, value from unnest(@names, @values) as s(name, value) order by name
            on conflict (name, slot) do update set at = excluded.at, value = excluded.value where held.at < excluded.at - interval '1 hour'
            """, new { at = at.UtcDateTime, names = numbers.Keys.ToArray(), values = numbers.Values.ToArray() });
    }

    public static async Task<ILookup<string, Sample>> Samples(this NpgsqlDataSource dataSource, TimeSpan back)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var rows = await connection.QueryAsync<(string Name, DateTime At, double Value)>(
            "select name, at, value from sample where at > now() - make_interval(secs => @seconds) order by name, at", new { seconds = back.TotalSeconds });
        return rows.ToLookup(row => row.Name, row => new Sample(row.At, row.Value));
    }
}

/// <summary>A number at a time.</summary>
internal readonly record struct Sample(DateTime At, double Value);
