using Dapper;
using Npgsql;

namespace Sync.Console.Traffic;

/// <summary>Statements on how much went which way.</summary>
internal static class TrafficSql
{
    public static async Task AddTraffic(this NpgsqlDataSource dataSource, TrafficPiece piece, long count)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into traffic as held (connection, direction, at, count) values (@Connection, @Direction, @at, @count)
            on conflict (connection, direction, at) do update set count = held.count + excluded.count
            """, new { piece.Connection, piece.Direction, at = piece.At.UtcDateTime, count });
    }

    /// <summary>What went which way in the hour before a time, and in the same hour of each of the days before.</summary>
    /// <param name="daysBack">0 is the hour itself.</param>
    public static async Task<IReadOnlyList<TrafficHour>> TrafficHours(this NpgsqlConnection connection, DateTimeOffset end, int[] daysBack) =>
    [
        .. await connection.QueryAsync<TrafficHour>("""
            select known.connection, known.direction, known.since, back.days as daysBack, coalesce(sum(piece.count), 0)::bigint as count
              from (select connection, direction, min(at) as since from traffic group by connection, direction) known
             cross join unnest(@daysBack) as back(days)
              left join traffic piece on piece.connection = known.connection and piece.direction = known.direction
               and piece.at >= @end - make_interval(days => back.days, hours => 1) and piece.at < @end - make_interval(days => back.days)
             group by known.connection, known.direction, known.since, back.days
             order by known.connection, known.direction, back.days
            """, new { end = end.UtcDateTime, daysBack }),
    ];

    /// <summary>Notes which configuration is in force, unless it was before.</summary>
    public static async Task NoteRules(this NpgsqlDataSource dataSource, string version)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into rules (at, version)
            select now(), @version where (select version from rules order by at desc limit 1) is distinct from @version
            on conflict (at) do nothing
            """, new { version });
    }

    /// <summary>The last change of the configuration; null if there was none, and for the first one that was ever in force.</summary>
    public static Task<RulesChange?> LastChange(this NpgsqlConnection connection) => connection.QueryFirstOrDefaultAsync<RulesChange?>("""
        select at, version from rules where at > (select min(at) from rules) order by at desc limit 1
        """);

    public static async Task ForgetTraffic(this NpgsqlDataSource dataSource, int days)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from traffic where at < now() - make_interval(days => @days)", new { days });
    }
}

/// <summary>What went one way in an hour.</summary>
/// <param name="Since">When the first was counted that ever went this way, as far as it is remembered.</param>
/// <param name="DaysBack">How many days ago the hour was; 0 is the one just over.</param>
internal sealed record TrafficHour(string Connection, string Direction, DateTime Since, int DaysBack, long Count);

/// <summary>Since when a configuration is in force.</summary>
public sealed record RulesChange(DateTime At, string Version);
