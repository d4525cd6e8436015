using Sync.Contracts;

namespace Sync.Mapper;

/// <summary>What mapping made of a delivery.</summary>
internal abstract record MapResult
{
    private MapResult()
    {
    }

    public sealed record Changed(PersonChange Change) : MapResult;

    /// <summary>It ends here, with an outcome that says why.</summary>
    public sealed record Ended(OutcomeReached Outcome) : MapResult;

    public sealed record Failed(DeadLettered Letter) : MapResult;
}
