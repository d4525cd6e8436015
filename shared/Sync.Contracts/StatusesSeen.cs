namespace Sync.Contracts;

/// <summary>What sales says of how far it is with persons. Published by dedupe for handoff.</summary>
public sealed record StatusesSeen
{
    public required IReadOnlyList<SeenStatus> Items { get; init; }
}

/// <summary>The field in which owners say how far they are with a person stands so in the CRM, and nobody but the CRM's people made it so.</summary>
public sealed record SeenStatus
{
    /// <summary>Idempotency key of the change that told of it.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that told of it.</summary>
    public required string Source { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Normalised address.</summary>
    public required string Email { get; init; }

    /// <summary>Null where nothing stands there.</summary>
    public string? Value { get; init; }

    /// <summary>Since when it has stood there as far as the CRM told, by its clock.</summary>
    public required DateTimeOffset Since { get; init; }

    public string? Trace { get; init; }
}
