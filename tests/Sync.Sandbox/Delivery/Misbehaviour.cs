namespace Sync.Sandbox.Delivery;

/// <summary>How a vendor's deliveries go wrong: shares from 0 to 1, and a delay for all of them.</summary>
internal sealed record Misbehaviour
{
    public static readonly Misbehaviour None = new();

    public double Drop { get; init; }

    public double Duplicate { get; init; }

    public double Reorder { get; init; }

    public TimeSpan Delay { get; init; }
}
