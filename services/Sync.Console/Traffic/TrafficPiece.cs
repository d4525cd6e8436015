using Sync.Contracts;

namespace Sync.Console.Traffic;

/// <summary>Ten minutes of what goes one way at one connection.</summary>
/// <param name="Direction"><see cref="From"/> or <see cref="To"/>.</param>
/// <param name="At">When they begin.</param>
internal sealed record TrafficPiece(string Connection, string Direction, DateTimeOffset At) : IComparable<TrafficPiece>
{
    public const string From = "from";
    public const string To = "to";

    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>What a fact counts for: what came, at the first stage that tells of it; what was written, at its end. Pure.</summary>
    /// <returns>Null for all other facts.</returns>
    public static TrafficPiece? Of(OutcomeReached fact) => fact switch
    {
        { Stage: Stages.Mapped or Stages.Matched or Stages.Read, Source: { } source } => new(source, From, Start(fact.ReceivedAt)),
        { Stage: Stages.Written, Final: true, Target: { } target } when !IsRefused(fact) => new(target, To, Start(fact.At)),
        _ => null,
    };

    public static DateTimeOffset Start(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Length.Ticks), TimeSpan.Zero);

    // In one order everywhere, so that two instances never wait for each other.
    public int CompareTo(TrafficPiece? other) =>
        other is null ? 1 : string.CompareOrdinal($"{Connection} {Direction} {At:u}", $"{other.Connection} {other.Direction} {other.At:u}");

    private static bool IsRefused(OutcomeReached fact) => fact.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal);
}
