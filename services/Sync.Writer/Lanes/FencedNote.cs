using Npgsql;
using Sync.Storage;

namespace Sync.Writer.Lanes;

/// <summary>Commits what a lane has learnt, or nothing if the lane has changed hands.</summary>
internal sealed class FencedNote(string connection, NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>Tries as long as the lease lasts.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the lane.</exception>
    public async Task Commit(LaneLease lease, Func<NpgsqlTransaction, Task> note)
    {
        while (true)
        {
            try
            {
                await CommitOnce(lease, note);
                return;
            }
            catch (Exception cause) when (Transient.Is(cause) && lease.IsHeld)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, lease.Lost);
            }
        }
    }

    private async Task CommitOnce(LaneLease lease, Func<NpgsqlTransaction, Task> note)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        await using var tx = await db.BeginTransactionAsync();
        if (!await tx.Fence(connection, lease.Epoch))
        {
            throw new LeaseLostException();
        }

        await note(tx);
        await tx.CommitAsync();
    }
}
