using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>The errands of a lane: each is done in the place of a batch, and one is under way at a time.</summary>
/// <param name="errands">Whichever comes first is done first.</param>
internal sealed class LaneErrands(string connection, IReadOnlyList<IErrand> errands, WorkSignal signal, ILogger logger)
{
    private Task _underWay = Task.CompletedTask;

    /// <summary>True if one was due, and has been started in the background.</summary>
    /// <param name="ended">Is called when it has ended, however it did.</param>
    public async Task<bool> Start(LaneLease lease, Action ended, CancellationToken ct)
    {
        if (!_underWay.IsCompleted)
        {
            return false;
        }

        foreach (var errand in errands)
        {
            if (await errand.IsDue(ct))
            {
                _underWay = Do(errand, lease, ended, ct);
                return true;
            }
        }

        return false;
    }

    private async Task Do(IErrand errand, LaneLease lease, Action ended, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            await errand.Run(lease, ct);
        }
        catch (Exception cause) when (cause is LeaseLostException || !lease.IsHeld || ct.IsCancellationRequested)
        {
            // Whoever has the lane next does it.
        }
        catch (Exception cause)
        {
            logger.ErrandFailed(connection, errand.GetType().Name, cause);
        }
        finally
        {
            ended();
            signal.Wake(connection, News.Errand);
        }
    }
}
