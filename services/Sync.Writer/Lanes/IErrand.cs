namespace Sync.Writer.Lanes;

/// <summary>
/// Something that a lane does beside its batches. It takes the place of one, so that everything together stays within what the
/// connection allows; of a lane's errands one is under way at a time.
/// </summary>
internal interface IErrand
{
    /// <summary>Whether there is something to do now. Asked before each batch: it must cost next to nothing.</summary>
    Task<bool> IsDue(CancellationToken ct);

    /// <summary>Does it. Cut off in the middle, it is done anew by whoever has the lane then.</summary>
    Task Run(LaneLease lease, CancellationToken ct);
}
