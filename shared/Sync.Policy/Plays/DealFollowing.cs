namespace Sync.Policy.Plays;

/// <summary>What is done when sales moves a deal, and when it does not.</summary>
/// <param name="Sales">Connection in which the deals are.</param>
/// <param name="Marketing">Connection in which the deal's person gets tags.</param>
public sealed record DealFollowing(string Sales, string Marketing)
{
    /// <summary>Tag for who has a deal that was won; null for none.</summary>
    public string? WonTag { get; init; }

    /// <summary>Tag for who has a deal that was lost; null for none.</summary>
    public string? LostTag { get; init; }

    /// <summary>Time in one open stage after which a deal is reported; null where none is.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Who is told of deals that are reported.</summary>
    public IReadOnlyList<NotifyPolicy> Notify { get; init; } = [];

    /// <summary>Tag for who has a deal that stands so; null for none.</summary>
    public string? TagFor(DealState state) => state switch
    {
        DealState.Won => WonTag,
        DealState.Lost => LostTag,
        _ => null,
    };
}
