namespace Sync.Policy.Plays;

/// <summary>What the CRM says of a person's deals.</summary>
/// <param name="Has">One is open.</param>
/// <param name="Why">For a person to read.</param>
public sealed record OpenDeal(bool Has, string Why)
{
    /// <summary>For a play that is only tried.</summary>
    public static OpenDeal AskedLater { get; } = new(false, "not asked now; the CRM is, right before the person is given to somebody");

    public static OpenDeal Told(bool has, string? unread) => new(
        has, has ? "the person has an open deal" : unread is null ? "the person has no open deal" : $"nobody knows of an open deal: {unread}");
}
