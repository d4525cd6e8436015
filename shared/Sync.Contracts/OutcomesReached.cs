namespace Sync.Contracts;

/// <summary>What happened to deliveries, stage by stage. Every stage publishes it; ingress settles by it, the console keeps it.</summary>
public sealed record OutcomesReached
{
    public required IReadOnlyList<OutcomeReached> Items { get; init; }
}
