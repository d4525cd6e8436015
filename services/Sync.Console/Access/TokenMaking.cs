using System.Security.Claims;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>Makes and removes tokens of programs.</summary>
internal sealed class TokenMaking(NpgsqlDataSource dataSource)
{
    private const int LongestName = 60;

    public static string? Refuse(string? name, string? role) => name?.Trim() is { Length: > 0 and <= LongestName } && Roles.All.Contains(role)
        ? null
        : "Give a name of up to 60 letters and a role: {\"name\":\"dashboard\",\"role\":\"viewer\"}.";

    public async Task<NewToken> Make(ClaimsPrincipal who, string name, string role)
    {
        var made = new NewToken(name.Trim(), role, TokenHash.NewToken());
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        await tx.AddToken(made.Name, role, TokenHash.Of(made.Token));
        await tx.Audit(who, "made a token", $"{made.Name}, {role}");
        await tx.CommitAsync();
        return made;
    }

    /// <returns>False if there is no such token.</returns>
    public async Task<bool> Remove(ClaimsPrincipal who, long id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        if (await tx.RemoveToken(id) is not { } name)
        {
            return false;
        }

        await tx.Audit(who, "removed a token", name);
        await tx.CommitAsync();
        return true;
    }
}
