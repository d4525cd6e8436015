namespace Sync.Contracts;

/// <summary>Somebody asks what a play would do if it heard of a person now. Published by the console; nothing is done for it.</summary>
public sealed record TestPlay
{
    public required Guid Id { get; init; }

    /// <summary>Name of the play in <c>sync.yaml</c>.</summary>
    public required string Play { get; init; }

    /// <summary>Normalised address.</summary>
    public required string Email { get; init; }
}
