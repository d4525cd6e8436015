using System.Security.Claims;
using Dapper;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.DeadLetters;

/// <summary>Puts dead letters aside that need no replay, and takes them out again. Nothing is ever put aside by itself.</summary>
internal sealed class Archive(NpgsqlDataSource dataSource)
{
    /// <returns>How many were put aside.</returns>
    public async Task<int> PutAside(Selection selection, ClaimsPrincipal who, CancellationToken ct)
    {
        var arguments = new DynamicParameters();
        return await Move(selection.Where(arguments), arguments, "archived", $"archived {selection.InWords}", who, ct);
    }

    /// <returns>How many are open again.</returns>
    public Task<int> TakeOut(IReadOnlyCollection<long> ids, ClaimsPrincipal who, CancellationToken ct) => Move(
        "state = 'archived' and id = any(@ids)", new DynamicParameters(new { ids = ids.ToArray() }), "open",
        ids.Count == 1 ? $"opened dead letter {ids.First()} again" : $"opened {ids.Count} dead letters again", who, ct);

    private async Task<int> Move(
        string condition, DynamicParameters arguments, string to, string act, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.TakeTurn();
        var moved = await tx.Move(condition, arguments, to);
        if (moved > 0)
        {
            await tx.Audit(who, act, $"{moved} in all");
        }

        await tx.CommitAsync(ct);
        return moved;
    }
}
