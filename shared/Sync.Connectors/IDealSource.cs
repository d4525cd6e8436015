namespace Sync.Connectors;

/// <summary>Deals of a connection that has to be asked for them.</summary>
public interface IDealSource
{
    /// <summary>A page of deals that changed at or after a time, or of all; or the page that <paramref name="cursor"/> stands for. Some minutes
    /// before the time are read again. Deals of nobody, or in no stage, are left out.</summary>
    Task<CallResult<DealPage>> Page(DateTimeOffset? since, string? cursor, CancellationToken ct);

    /// <summary>The same deals with what has to be asked for beside: addresses of their persons.</summary>
    Task<CallResult<IReadOnlyList<FoundDeal>>> Complete(IReadOnlyList<FoundDeal> deals, CancellationToken ct);

    /// <summary>A delivery that tells of a deal, as the vendor's webhook is read; the same deal in the same stage is told in the same bytes.</summary>
    /// <param name="isReached">It has come to the stage, and for the first time.</param>
    byte[] Tell(FoundDeal deal, bool isReached);
}

/// <summary>A page of deals.</summary>
/// <param name="Next">Stands for the next page; null if this was the last.</param>
/// <param name="NextSince">When the sweep began, by the earlier of our clock and the vendor's.</param>
public sealed record DealPage(IReadOnlyList<FoundDeal> Deals, string? Next, DateTimeOffset NextSince);

/// <summary>A deal as it stands.</summary>
/// <param name="Stage">The vendor's own word.</param>
/// <param name="PersonId">Id of the record of its person.</param>
/// <param name="ChangedAt">By the vendor's clock.</param>
public sealed record FoundDeal(string Id, string Stage, string PersonId, DateTimeOffset ChangedAt)
{
    public string? Name { get; init; }

    /// <summary>Whose deal it is, for a person to read; null if not said.</summary>
    public string? Owner { get; init; }

    /// <summary>Address of its person; null until it was asked for, or where he has none.</summary>
    public string? Email { get; init; }
}
