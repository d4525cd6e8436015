namespace Sync.Contracts;

/// <summary>A delivery tells of something that a play waits for. It is a part of the delivery of its own, with an end of its own.</summary>
public sealed record PlaySignal
{
    /// <summary>Idempotency key, taken apart by <see cref="ItemKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the play in <c>sync.yaml</c>.</summary>
    public required string Play { get; init; }

    /// <summary>One of <see cref="SignalKinds"/>.</summary>
    public required string Kind { get; init; }

    public required string Value { get; init; }
}
