namespace Sync.Contracts;

/// <summary>A person asks that these deliveries be sent through once more.</summary>
public sealed record ReplayDeliveries
{
    /// <summary>Number of the replay; it is part of each key, so that no stage takes the replay for a repetition.</summary>
    public required int Replay { get; init; }

    public required IReadOnlyList<long> DeliveryIds { get; init; }

    /// <summary>Delivery to what a person changed in it, canonical field name to value; null when nothing was changed.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, string?>>? Patches { get; init; }
}
