namespace Sync.Contracts;

/// <summary>Envelope of <see cref="CallMade"/>.</summary>
public sealed record CallsMade
{
    public required IReadOnlyList<CallMade> Items { get; init; }
}
