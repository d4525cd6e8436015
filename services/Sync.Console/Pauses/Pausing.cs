using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Pauses;

/// <summary>Tells the writer what operators stop and let go on.</summary>
internal sealed class Pausing(NpgsqlDataSource dataSource, OutboxDispatcher outbox, TimeProvider time)
{
    /// <returns>Null if the same is stopped already.</returns>
    public Task<PauseRow?> Begin(PauseRequest request, ClaimsPrincipal who, CancellationToken ct) =>
        Order((tx, at) => tx.BeginPause(request, who.Known(), at), isPaused: true, who, ct);

    /// <returns>Null if it is not stopped.</returns>
    public Task<PauseRow?> End(long id, ClaimsPrincipal who, CancellationToken ct) =>
        Order((tx, at) => tx.EndPause(id, who.Known(), at), isPaused: false, who, ct);

    private async Task<PauseRow?> Order(
        Func<NpgsqlTransaction, DateTimeOffset, Task<PauseRow?>> note, bool isPaused, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var number = await tx.NextOrder();
        var at = time.GetUtcNow();
        if (await note(tx, at) is not { } pause)
        {
            return null;
        }

        await tx.Enqueue(pause.Order(number, isPaused, who.Known(), at));
        await tx.Audit(who, $"{(isPaused ? "paused" : "resumed")} {pause.Connection}", $"{pause.What}{(isPaused && pause.Reason is not null ? $": {pause.Reason}" : "")}");
        await tx.CommitAsync(ct);
        outbox.Wake();
        return pause;
    }
}
