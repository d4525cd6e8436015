using Npgsql;

namespace Sync.Benchmarks.Stack;

/// <summary>Handoffs and what waits beside them, from outside.</summary>
internal static class HandoffSql
{
    /// <summary>When the task of each of these persons was known to be there; who has none is not among them.</summary>
    public static async Task<Dictionary<string, DateTimeOffset>> TaskTimes(this NpgsqlDataSource database, string[] emails, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select email, task_at from handoff.handoff where email = any($1) and task_at is not null");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = emails });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var times = new Dictionary<string, DateTimeOffset>();
        while (await reader.ReadAsync(ct))
        {
            times.Add(reader.GetString(0), new DateTimeOffset(reader.GetDateTime(1)));
        }

        return times;
    }

    /// <summary>Records that are still to be written to marketing, and those that have been.</summary>
    public static async Task<(long Waiting, long Written)> ToMarketing(this NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select count(*) filter (where settled_at is null), count(*) filter (where outcome = 'written')
              from writer.pending_work where connection = 'marketing'
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
