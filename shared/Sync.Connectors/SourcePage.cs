namespace Sync.Connectors;

/// <summary>A page of what was asked for.</summary>
public sealed record SourcePage
{
    public required IReadOnlyList<SourceRecord> Records { get; init; }

    /// <summary>Answers <see cref="SourceQuery.Deleted"/>; empty otherwise.</summary>
    public IReadOnlyList<DeletedRecord> Deleted { get; init; } = [];

    /// <summary>Stands for the next page; null if this was the last.</summary>
    public string? Next { get; init; }

    /// <summary>When the sweep began, by the earlier of our clock and the vendor's: once the last page is done, the next sweep asks
    /// for what changed since then. The newest change seen will not do: a record passed already may have changed in between.</summary>
    public required DateTimeOffset NextSince { get; init; }
}
