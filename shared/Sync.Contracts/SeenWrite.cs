namespace Sync.Contracts;

/// <summary>Our last write of a field that was done when the record was read: what stands in the record now was there, or made, after it.</summary>
public sealed record SeenWrite
{
    /// <summary>The value that the record was known to have.</summary>
    public string? Value { get; init; }

    /// <summary>When it was known, by the writer's clock: the same time as in <see cref="SettledWrite.KnownAt"/> of that write.</summary>
    public required DateTimeOffset KnownAt { get; init; }
}
