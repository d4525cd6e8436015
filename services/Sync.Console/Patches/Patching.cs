using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Patches;

/// <summary>Keeps and undoes corrections. What failed stays as it was: a correction is applied when it is replayed.</summary>
internal sealed class Patching(NpgsqlDataSource dataSource)
{
    public async Task Set(PatchPlace place, IReadOnlyList<PatchOperation> operations, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.SetPatch(place, operations, who.Known());
        await tx.Audit(who, "corrected", $"{place.InWords}: {string.Join(", ", operations.Select(operation => $"{operation.Op} {operation.Field}"))}");
        await tx.CommitAsync(ct);
    }

    /// <returns>False if there was nothing to undo.</returns>
    public async Task<bool> Undo(PatchPlace place, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (!await tx.RemovePatch(place))
        {
            return false;
        }

        await tx.Audit(who, "undid a correction", place.InWords);
        await tx.CommitAsync(ct);
        return true;
    }
}
