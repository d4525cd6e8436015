using Npgsql;

namespace Sync.Benchmarks.Stack;

/// <summary>The inbox from outside: how far it is, and how it is filled for a measurement.</summary>
internal static class InboxSql
{
    private const int Portion = 250_000;

    public static async Task<string> ServerVersion(this NpgsqlDataSource database, CancellationToken ct) =>
        (string)(await database.Scalar("show server_version", ct))!;

    public static async Task<string> DataFolder(this NpgsqlDataSource database, CancellationToken ct) =>
        (string)(await database.Scalar("show data_directory", ct))!;

    /// <summary>Number of the newest delivery.</summary>
    public static async Task<long> Newest(this NpgsqlDataSource database, CancellationToken ct) =>
        (long)(await database.Scalar("select coalesce(max(id), 0) from ingress.delivery", ct))!;

    /// <summary>True if no delivery is under way. Stops at the first that is, so it may be asked often.</summary>
    public static async Task<bool> AllSettled(this NpgsqlDataSource database, CancellationToken ct) =>
        !(bool)(await database.Scalar("select exists (select from ingress.settlement where settled_at is null limit 1)", ct))!;

    /// <summary>When the last of the deliveries after a number was settled, and how many are. Those by which the CRM tells of what was
    /// written there are not counted.</summary>
    public static async Task<(long Settled, DateTimeOffset Last)> SettledAfter(
        this NpgsqlDataSource database, long id, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select count(s.settled_at), coalesce(max(s.settled_at), 'epoch')
              from ingress.settlement s join ingress.delivery d on d.id = s.delivery_id
             where s.delivery_id > $1 and d.connection = 'marketing'
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), new DateTimeOffset(reader.GetDateTime(1)));
    }

    /// <summary>Closes what nobody will work off, so that it does not come due again in the middle of the next measurement.</summary>
    public static async Task Close(this NpgsqlDataSource database, CancellationToken ct)
    {
        await database.Execute("""
            with closed as (update ingress.settlement set settled_at = now(), outcome = 'bench' where settled_at is null returning 1)
            update ingress.tally set settled = settled + (select count(*) from closed) where slot = 0
            """, ct);
        await database.Rest(ct);
    }

    /// <summary>Adds deliveries that were settled and pruned long ago: keys as those of a month ago have, no bodies.</summary>
    public static async Task Fill(this NpgsqlDataSource database, int keys, Action<int> progress, CancellationToken ct)
    {
        for (var filled = 0; filled < keys; filled += Portion)
        {
            progress(filled);
            await database.Execute($"""
                with stored as (
                    insert into ingress.delivery (key, connection, received_at, content_type)
                    select (lpad(to_hex((extract(epoch from now() - interval '30 days') / 60)::int + number / 100), 8, '0')
                               || right(replace(gen_random_uuid()::text, '-', ''), 24))::uuid,
                           'marketing', now() - interval '30 days', 'application/x-www-form-urlencoded'
                      from generate_series({filled + 1}, {Math.Min(filled + Portion, keys)}) as number
                    returning id, received_at
                ), opened as (
                    insert into ingress.settlement (delivery_id, received_at, due_at, published, settled_at, outcome)
                    select id, received_at, received_at, 1, received_at, 'written' from stored
                )
                update ingress.tally
                   set accepted = accepted + (select count(*) from stored), settled = settled + (select count(*) from stored)
                 where slot = 0
                """, ct);
        }

        // Else the ingress would prune all of them once more, at the same time as it is measured.
        await database.Execute("update ingress.pruned set up_to = (select max(id) from ingress.delivery)", ct);
        await database.Rest(ct);
    }

    // What the server would do some time later by itself would otherwise fall into the measurement, or not, as chance has it.
    private static async Task Rest(this NpgsqlDataSource database, CancellationToken ct)
    {
        await database.Execute("vacuum analyze ingress.delivery", ct);
        await database.Execute("vacuum analyze ingress.settlement", ct);
        await database.Execute("checkpoint", ct);
    }

    private static async Task<object?> Scalar(this NpgsqlDataSource database, string statement, CancellationToken ct)
    {
        await using var command = database.CreateCommand(statement);
        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task Execute(this NpgsqlDataSource database, string statement, CancellationToken ct)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(ct);
    }
}
