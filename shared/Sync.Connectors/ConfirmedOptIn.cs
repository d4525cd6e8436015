namespace Sync.Connectors;

/// <summary>Somebody's own word that he wants to be subscribed (again).</summary>
/// <param name="At">When he confirmed it.</param>
/// <param name="Proof">Where that can be looked up, e.g. the key of the delivery that said so.</param>
public sealed record ConfirmedOptIn(DateTimeOffset At, string Proof);
