using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Handoffs;

/// <summary>Statements on plays that are tried.</summary>
internal static class PlayTestSql
{
    /// <summary>Notes what is asked, and forgets what was asked long ago.</summary>
    public static Task Begin(this NpgsqlTransaction tx, TestPlay test) =>
        tx.Connection!.ExecuteAsync("""
            delete from play_test where asked_at < now() - interval '1 day';
            insert into play_test (id, play, email) values (@Id, @Play, @Email)
            """, test, tx);

    public static async Task End(this NpgsqlDataSource dataSource, PlayTested tested)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update play_test set answer = @answer where id = @Id", new { tested.Id, answer = JsonSerializer.Serialize(tested, OutboxJson.Options) });
    }

    public static async Task<PlayTestNow?> FindPlayTest(this NpgsqlDataSource dataSource, Guid id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var row = await connection.QuerySingleOrDefaultAsync<(string Play, string Email, string? Answer)?>(
            "select play, email, answer from play_test where id = @id", new { id });
        return row is not { } found ? null : new PlayTestNow(
            id, found.Answer is null ? "waiting" : "done", found.Play, found.Email,
            found.Answer is null ? null : JsonSerializer.Deserialize<PlayTested>(found.Answer, OutboxJson.Options));
    }
}

/// <summary>What a play would do with a person.</summary>
/// <param name="State"><c>waiting</c> until the stages that decide have answered, then <c>done</c>.</param>
/// <param name="Answer">Null until then.</param>
public sealed record PlayTestNow(Guid Id, string State, string Play, string Email, PlayTested? Answer);
