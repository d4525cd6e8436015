namespace Sync.Contracts;

/// <summary>A person asks whether connections can do what is wanted of them. Published by the console.</summary>
public sealed record CheckupRequested
{
    public required Guid Id { get; init; }

    /// <summary>Name in <c>sync.yaml</c>; null for all.</summary>
    public string? Connection { get; init; }

    /// <summary>A route that a made-up person is sent through, or <c>*</c> for all; null to look at connections.</summary>
    public string? Try { get; init; }
}
