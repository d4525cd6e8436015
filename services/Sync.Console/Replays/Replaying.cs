using System.Security.Claims;
using Dapper;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;
using Sync.Messaging;

namespace Sync.Console.Replays;

/// <summary>Begins and cancels replays, for the API and the pages.</summary>
internal sealed class Replaying(NpgsqlDataSource dataSource, OutboxDispatcher outbox, ReplayRunner runner, TimeProvider time)
{
    /// <summary>Begins a replay and sends its first step.</summary>
    /// <returns>Null if none of those meant can be replayed.</returns>
    public async Task<ReplayRow?> Begin(ReplayRequest request, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.TakeTurn();
        var replay = await tx.BeginReplay(request, who.Known());
        var arguments = new DynamicParameters();
        var total = await tx.TakeForReplay(replay, request.Where(arguments), arguments);
        if (total == 0)
        {
            return null;
        }

        await tx.SetTotal(replay, total, LeftOut(request, total));
        await tx.Advance((await tx.LockReplay(replay))!, time.GetUtcNow());
        await tx.Audit(who, $"began replay {replay}", $"{request.InWords}, {total} in all");
        await tx.CommitAsync(ct);
        outbox.Wake();
        runner.Wake();
        return await dataSource.FindReplay(replay);
    }

    /// <summary>Ends a replay before its end: what it has not sent is open as before.</summary>
    public async Task<Cancelling> Cancel(int replay, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.LockReplay(replay) is not { } row)
        {
            return Cancelling.Unknown;
        }

        if (row.State != "running" || row.Sent >= row.Total)
        {
            return Cancelling.NothingLeft;
        }

        await tx.EndReplay(replay, "cancelled", $"by {who.Known()}, {row.Total - row.Sent} not sent");
        await tx.Audit(who, $"cancelled replay {replay}", $"{row.Sent} of {row.Total} were sent");
        await tx.CommitAsync(ct);
        return Cancelling.Done;
    }

    private static string? LeftOut(ReplayRequest request, int total) => request.DeadLetterIds is { } ids && ids.Distinct().Count() - total is > 0 and var left
        ? $"{left} left out: unknown, being replayed already, replayed before, or without a delivery"
        : null;
}

internal enum Cancelling
{
    Done,
    Unknown,
    NothingLeft,
}
