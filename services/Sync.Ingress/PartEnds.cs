using System.Text.Json;
using Sync.Contracts;

namespace Sync.Ingress;

/// <summary>Puts the ends of parts together. Pure.</summary>
internal static class PartEnds
{
    /// <summary>Null where the delivery has one part: its end is the delivery's end.</summary>
    public static ItemKey? PartOf(OutcomeReached outcome) =>
        outcome.Key.Contains(':', StringComparison.Ordinal) && ItemKey.Read(outcome.Key) is { Parts: > 1 } key ? key : null;

    /// <summary>One row a delivery, always in the same order, so that two who note the same deliveries never wait crosswise.</summary>
    public static IReadOnlyList<EndedParts> Gather(IEnumerable<(ItemKey Key, OutcomeReached Outcome)> ended) =>
    [
        .. ended.GroupBy(end => (end.Outcome.DeliveryId, end.Key.Replay, end.Key.Parts))
            .Select(parts => new EndedParts(parts.Key.DeliveryId, parts.Key.Replay, parts.Key.Parts, Write(parts)))
            .OrderBy(parts => parts.DeliveryId).ThenBy(parts => parts.Replay),
    ];

    /// <summary>The outcome of a delivery of which every part has ended: each outcome once, in the order of the parts.</summary>
    public static string Sum(string ended) => string.Join(
        ", ", JsonSerializer.Deserialize<Dictionary<int, string>>(ended)!.OrderBy(part => part.Key).Select(part => part.Value).Distinct());

    private static string Write(IEnumerable<(ItemKey Key, OutcomeReached Outcome)> parts) => JsonSerializer.Serialize(
        parts.DistinctBy(part => part.Key.Part).ToDictionary(part => part.Key.Part, part => part.Outcome.Outcome));
}
