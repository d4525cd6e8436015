namespace Sync.Contracts;

/// <summary>The person whom a play is tried with, as the play would hear of him. Published by the stage that knows persons.</summary>
public sealed record PlayTestPrepared
{
    public required Guid Id { get; init; }

    /// <summary>False where nobody has the address: the play would hear of a new person.</summary>
    public required bool IsKnown { get; init; }

    public required SeenSignal Seen { get; init; }
}
