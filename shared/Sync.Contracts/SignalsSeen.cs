namespace Sync.Contracts;

/// <summary>Signals with the persons that they are about. Published by dedupe; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record SignalsSeen
{
    public required IReadOnlyList<SeenSignal> Items { get; init; }
}
