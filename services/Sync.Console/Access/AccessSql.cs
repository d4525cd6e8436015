using Dapper;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>Statements on operators, tokens and failed sign-ins.</summary>
internal static class AccessSql
{
    public static async Task<OperatorRow?> FindOperator(this NpgsqlDataSource dataSource, string name)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<OperatorRow>(
            "select name, password, role, stamp, created_at as createdAt from operator where name = @name", new { name });
    }

    public static async Task<IReadOnlyList<OperatorRow>> Operators(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<OperatorRow>(
            "select name, password, role, stamp, created_at as createdAt from operator order by name")];
    }

    /// <summary>Makes an account; false if the name is taken.</summary>
    public static async Task<bool> AddOperator(this NpgsqlTransaction tx, OperatorRow row) =>
        await tx.Connection!.ExecuteAsync("""
            insert into operator (name, password, role, stamp) values (@Name, @Password, @Role, @Stamp) on conflict (name) do nothing
            """, row, tx) == 1;

    /// <summary>Changes an account. A new stamp ends every session that it has.</summary>
    public static async Task<bool> ChangeOperator(this NpgsqlTransaction tx, OperatorRow row) =>
        await tx.Connection!.ExecuteAsync(
            "update operator set password = @Password, role = @Role, stamp = @Stamp where name = @Name", row, tx) == 1;

    public static async Task<bool> RemoveOperator(this NpgsqlTransaction tx, string name) =>
        await tx.Connection!.ExecuteAsync("delete from operator where name = @name", new { name }, tx) == 1;

    public static Task AddToken(this NpgsqlTransaction tx, string name, string role, byte[] hash) =>
        tx.Connection!.ExecuteAsync("insert into api_token (name, role, hash) values (@name, @role, @hash)", new { name, role, hash }, tx);

    public static async Task<IReadOnlyList<TokenRow>> Tokens(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<TokenRow>(
            "select id, name, role, created_at as createdAt, used_at as usedAt from api_token order by id")];
    }

    public static async Task<string?> RemoveToken(this NpgsqlTransaction tx, long id) =>
        await tx.Connection!.ExecuteScalarAsync<string?>("delete from api_token where id = @id returning name", new { id }, tx);

    /// <summary>Finds a token by its hash and notes its use, to the minute.</summary>
    public static async Task<TokenRow?> UseToken(this NpgsqlDataSource dataSource, byte[] hash)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<TokenRow>("""
            with used as (
                update api_token set used_at = now()
                 where hash = @hash and (used_at is null or used_at < now() - interval '1 minute')
            )
            select id, name, role, created_at as createdAt, used_at as usedAt from api_token where hash = @hash
            """, new { hash });
    }

    /// <summary>Failures of the last quarter of an hour: of this name from this address, and of the address.</summary>
    public static async Task<(long OfName, long OfAddress)> SignInFailures(this NpgsqlDataSource dataSource, string name, string address)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(long, long)>("""
            select count(*) filter (where name = @name), count(*)
              from sign_in_failure where at > now() - interval '15 minutes' and address = @address
            """, new { name, address });
    }

    public static async Task NoteSignInFailure(this NpgsqlDataSource dataSource, string name, string address)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            delete from sign_in_failure where at < now() - interval '1 day';
            insert into sign_in_failure (name, address) values (@name, @address)
            """, new { name, address });
    }
}

/// <summary>An account.</summary>
/// <param name="Password">Hash of the password, as the framework's hasher writes it.</param>
/// <param name="Stamp">Changes with password and role: a session that carries another one is over.</param>
internal sealed record OperatorRow(string Name, string Password, string Role, string Stamp, DateTime CreatedAt = default);

/// <summary>A program's token, without the token.</summary>
public sealed record TokenRow(long Id, string Name, string Role, DateTime CreatedAt, DateTime? UsedAt);
