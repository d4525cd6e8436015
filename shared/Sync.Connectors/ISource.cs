namespace Sync.Connectors;

/// <summary>One connection as something to read from. Records carry the field names that webhooks of the vendor use.</summary>
public interface ISource
{
    /// <summary>Most ids that one call to the vendor can take; <see cref="Read"/> and <see cref="Gone"/> split what is more.</summary>
    int LargestRead { get; }

    /// <summary>True if the vendor keeps a list of deletions (<see cref="SourceQuery.Deleted"/>); where it does not, only
    /// <see cref="Gone"/> finds them.</summary>
    bool ListsDeletions { get; }

    /// <summary>Reads records by id, in the order of the ids; those that the vendor does not know (any more) are absent.</summary>
    /// <param name="fields">Names of the fields wanted, or null for every field that costs no call of its own.</param>
    Task<CallResult<IReadOnlyList<SourceRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string>? fields, CancellationToken ct);

    /// <summary>The first page of a query, or the one that <paramref name="cursor"/> stands for. A cursor is plain text, good in
    /// another process too: stored between two pages it is a checkpoint. A record may come twice, and none is left out.</summary>
    /// <returns>A fault with code <see cref="SourceCursor.Expired"/> if the vendor has forgotten the place: start over.</returns>
    Task<CallResult<SourcePage>> Page(SourceQuery query, string? cursor, CancellationToken ct);

    /// <summary>Which of these ids the vendor no longer has: deleted, or merged into another record.</summary>
    Task<CallResult<IReadOnlyList<string>>> Gone(string module, IReadOnlyCollection<string> knownIds, CancellationToken ct);
}
