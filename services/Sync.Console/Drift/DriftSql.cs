using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Drift;

/// <summary>Something that the last audit of a connection found wrong.</summary>
/// <param name="What">What was looked at, e.g. <c>field Leads.Company</c>.</param>
/// <param name="Since">When an audit found it first.</param>
public sealed record DriftFinding(string Connection, string What, string Problem, string Cure, DateTime Since);

/// <summary>Statements on audits.</summary>
internal static class DriftSql
{
    /// <summary>False if a newer one has been kept.</summary>
    public static async Task<bool> KeepAudit(this NpgsqlTransaction tx, string connection, DateTimeOffset at) =>
        await tx.Connection!.ExecuteAsync("""
            insert into drift_look as held (connection, at) values (@connection, @at)
            on conflict (connection) do update set at = excluded.at where held.at <= excluded.at
            """, new { connection, at = at.UtcDateTime }, tx) == 1;

    /// <summary>Replaces what was found before; what is found again keeps its time.</summary>
    public static Task KeepFindings(this NpgsqlTransaction tx, string connection, DateTimeOffset at, IReadOnlyCollection<CheckedThing> wrong) =>
        tx.Connection!.ExecuteAsync("""
            with gone as (delete from drift_finding where connection = @connection and what <> all(@what))
            insert into drift_finding (connection, what, problem, cure, since)
            select @connection, what, problem, cure, @at from unnest(@what, @problem, @cure) as found(what, problem, cure)
            on conflict (connection, what) do update set problem = excluded.problem, cure = excluded.cure
            """,
            new
            {
                connection, at = at.UtcDateTime, what = wrong.Select(line => line.Check).ToArray(),
                problem = wrong.Select(line => line.Problem ?? "").ToArray(), cure = wrong.Select(line => line.Cure ?? "").ToArray(),
            }, tx);

    /// <summary>What is wrong now. Of a connection that no audit looks at any more nothing is known.</summary>
    public static async Task<IReadOnlyList<DriftFinding>> DriftFindings(this NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<DriftFinding>("""
            select f.connection, f.what, f.problem, f.cure, f.since from drift_finding f join drift_look a using (connection)
             where a.at > now() - interval '8 days' order by f.connection, f.since, f.what
            """)];
}
