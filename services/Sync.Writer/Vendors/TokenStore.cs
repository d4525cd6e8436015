using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Sync.Connectors;

namespace Sync.Writer.Vendors;

/// <summary>
/// Access tokens in PostgreSQL, one a name. The row's lock is the single flight over all instances: whoever waits for it
/// finds the token that the first one fetched. Here alone a transaction spans a vendor call.
/// </summary>
internal sealed class TokenStore(NpgsqlDataSource dataSource, TimeProvider time) : ITokenStore
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, AccessToken> _known = new();

    public async Task<CallResult<AccessToken>> Get(
        string name, AccessToken? refused, Func<CancellationToken, Task<CallResult<AccessToken>>> refresh, CancellationToken ct)
    {
        if (_known.TryGetValue(name, out var known) && IsGood(known, refused))
        {
            return CallResult<AccessToken>.Ok(known);
        }

        await using var db = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await db.BeginTransactionAsync(ct);
        var stored = await Read(tx, name);
        if (stored is not null && IsGood(stored, refused))
        {
            _known[name] = stored;
            return CallResult<AccessToken>.Ok(stored);
        }

        var answer = await refresh(ct);
        if (answer.TryGet(out var fresh, out _))
        {
            await Write(tx, name, fresh);
            await tx.CommitAsync(ct);
            _known[name] = fresh;
        }

        return answer;
    }

    private bool IsGood(AccessToken token, AccessToken? refused) =>
        token.Value != refused?.Value && token.ExpiresAt - Margin > time.GetUtcNow();

    private static async Task<AccessToken?> Read(NpgsqlTransaction tx, string name)
    {
        await tx.Connection!.ExecuteAsync("insert into token (name) values (@name) on conflict do nothing", new { name }, tx);
        var row = await tx.Connection!.QuerySingleAsync<(string? Value, string? ApiDomain, DateTime? ExpiresAt)>(
            "select value, api_domain, expires_at from token where name = @name for update", new { name }, tx, 60);
        return row.Value is null ? null : new AccessToken(row.Value, new Uri(row.ApiDomain!), row.ExpiresAt!.Value);
    }

    private static Task Write(NpgsqlTransaction tx, string name, AccessToken token) => tx.Connection!.ExecuteAsync(
        "update token set value = @Value, api_domain = @domain, expires_at = @expiresAt where name = @name",
        new { name, token.Value, domain = token.ApiDomain.ToString(), expiresAt = token.ExpiresAt.UtcDateTime }, tx);
}
