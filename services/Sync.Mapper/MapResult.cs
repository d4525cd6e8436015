using Sync.Contracts;

namespace Sync.Mapper;

/// <summary>What mapping made of a delivery.</summary>
internal abstract record MapResult
{
    private MapResult()
    {
    }

    public sealed record Changed(PersonChange Change) : MapResult
    {
        /// <summary>The record is read as well, for what the delivery leaves open; null where it leaves nothing open that matters.</summary>
        public Hinted? Beside { get; init; }
    }

    /// <summary>It only names records: they are to be read.</summary>
    /// <param name="Facts">That it was understood: until the records are read, nothing else is known of it.</param>
    public sealed record Hinted(IReadOnlyList<ReadRequest> Reads, IReadOnlyList<OutcomeReached> Facts) : MapResult;

    /// <summary>The records that it names are no more.</summary>
    public sealed record Deleted(IReadOnlyList<PersonChange> Ends) : MapResult;

    /// <summary>It ends here, with an outcome that says why.</summary>
    public sealed record Ended(OutcomeReached Outcome) : MapResult;

    public sealed record Failed(DeadLettered Letter) : MapResult;
}
