namespace Sync.Writer.Calls;

/// <summary>A write call whose end nobody noted.</summary>
internal sealed record CutOffAttempt
{
    public required string Module { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required long[] Deliveries { get; init; }
}
