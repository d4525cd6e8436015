using Dapper;
using Npgsql;

namespace Sync.Console.Overview;

/// <summary>Statements on fields that go round in a loop.</summary>
internal static class LoopSql
{
    /// <summary>Changes of the last hour of which at least one field was held back.</summary>
    public static Task<long> LoopsInHour(this NpgsqlConnection connection) => connection.ExecuteScalarAsync<long>(
        "select count(*) from outcome where detail like '%filtered: loop%' and at > now() - interval '1 hour'");
}
