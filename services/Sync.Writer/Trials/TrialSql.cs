using Dapper;
using Npgsql;

namespace Sync.Writer.Trials;

/// <summary>Statements on trials.</summary>
internal static class TrialSql
{
    private const string Columns = """
        id, checkup_id as checkupId, route, source, target, routes, email, step, step_at as stepAt, last_work as lastWork,
        source_module as sourceModule, source_id as sourceId, made_at as madeAt, received_at as receivedAt, written_at as writtenAt,
        target_module as targetModule, target_id as targetId, is_found as isFound, problem, cure, left_behind as leftBehind
        """;

    /// <summary>Takes one in, once.</summary>
    /// <returns>False if the route has one that is not over.</returns>
    public static async Task<bool> Accept(this NpgsqlTransaction tx, TrialRow trial)
    {
        await tx.Connection!.ExecuteAsync("""
            insert into trial (id, checkup_id, route, source, target, routes, email, last_work)
            select @Id, @CheckupId, @Route, @Source, @Target, @Routes, @Email, coalesce((select max(id) from pending_work), 0)
            on conflict do nothing
            """, trial, tx);
        return await tx.Connection!.ExecuteScalarAsync<bool>(
            "select exists (select 1 from trial where checkup_id = @CheckupId and route = @Route)", trial, tx);
    }

    /// <summary>What is to be done next at a connection; null if nothing is.</summary>
    public static async Task<TrialRow?> DueTrial(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryFirstOrDefaultAsync<TrialRow>($"""
            select {Columns} from trial
             where step <> 'over' and due_at <= now() and case when step = 'clear-target' then target else source end = @connection
             order by due_at limit 1
            """, new { connection });
    }

    /// <summary>The write of the person at the target that says most: one that is done rather than one that is not, the first of several.
    /// </summary>
    public static async Task<TrialWrite?> WriteOf(this NpgsqlDataSource dataSource, TrialRow trial)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryFirstOrDefaultAsync<TrialWrite>("""
            select received_at as receivedAt, settled_at as settledAt, outcome, detail, module, record_id as recordId from pending_work
             where id > @LastWork and connection = @Target and email = @Email
             order by settled_at is null, id limit 1
            """, trial);
    }

    /// <summary>Keeps how far it is, once: what another has kept meanwhile stays.</summary>
    public static Task Keep(this NpgsqlTransaction tx, TrialRow trial, string before, TimeSpan wait) =>
        tx.Connection!.ExecuteAsync("""
            update trial
               set step = @Step, step_at = case when step = @Step then step_at else now() end, due_at = now() + make_interval(secs => @wait),
                   source_module = @SourceModule, source_id = @SourceId, made_at = @MadeAt, received_at = @ReceivedAt, written_at = @WrittenAt,
                   target_module = @TargetModule, target_id = @TargetId, is_found = @IsFound, problem = @Problem,
                   cure = @Cure, left_behind = @LeftBehind
             where id = @Id and step = @before
            """,
            new
            {
                trial.Id, trial.Step, trial.SourceModule, trial.SourceId, MadeAt = Utc(trial.MadeAt), ReceivedAt = Utc(trial.ReceivedAt),
                WrittenAt = Utc(trial.WrittenAt), trial.TargetModule, trial.TargetId, trial.IsFound, trial.Problem, trial.Cure,
                trial.LeftBehind, before, wait = wait.TotalSeconds,
            }, tx);

    /// <summary>Trials of these made-up persons that are not about to be followed any more.</summary>
    public static async Task<IReadOnlyList<TrialRow>> Cleared(this NpgsqlDataSource dataSource, string[] emails)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return [.. await db.QueryAsync<TrialRow>(
            $"select {Columns} from trial where email = any(@emails) and step not in ('create', 'follow')", new { emails })];
    }

    /// <summary>Made-up persons of this trial and of all that are still remembered.</summary>
    public static async Task<IReadOnlyList<string>> TrialEmails(this NpgsqlTransaction tx, TrialRow trial) =>
        [.. await tx.Connection!.QueryAsync<string>("select email from trial where step = 'over' or id = @Id", trial, tx)];

    /// <summary>Forgets those of which no late word can come any more.</summary>
    public static Task ForgetTrials(this NpgsqlTransaction tx) =>
        tx.Connection!.ExecuteAsync("delete from trial where step = 'over' and step_at < now() - interval '30 days'", transaction: tx);

    private static DateTime? Utc(DateTime? at) => at is { } known ? DateTime.SpecifyKind(known, DateTimeKind.Utc) : null;
}
