using Dapper;
using Npgsql;

namespace Sync.Dedupe;

/// <summary>Statements on people's decisions about conflicts.</summary>
internal static class FlipSql
{
    /// <summary>False if this decision was carried out before.</summary>
    public static async Task<bool> TryFlip(this NpgsqlTransaction tx, Guid id) =>
        await tx.Connection!.ExecuteAsync("insert into flip (id) values (@id) on conflict do nothing", new { id }, tx) == 1;
}
