using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Mapper;

/// <summary>What in a delivery plays wait for. Each is a part of the delivery beside the change of the person, so that a delivery has not
/// ended before its plays have. Pure.</summary>
internal static class PlaySignals
{
    /// <param name="others">Parts that the delivery has beside the change and these.</param>
    public static IReadOnlyList<PlaySignal> Of(
        SyncPolicy policy, ReceivedDelivery delivery, SourceRecord source, IReadOnlyDictionary<string, string?> fields, int others)
    {
        if (policy.Handoff.Plays.Count == 0)
        {
            return [];
        }

        var signals = source.Signals.Select(signal => new PlayTrigger(signal.Kind, signal.Value)).ToList();
        var heard = policy.Handoff.Heard(delivery.Connection, signals, [.. fields.Keys]).ToList();
        return [.. heard.Select((each, index) => new PlaySignal
        {
            // The change itself is the first part.
            Key = Parts.Key(delivery, index + 2, heard.Count + 1 + others),
            Play = each.Play.Name,
            Kind = each.Trigger.Kind,
            Value = each.Trigger.Value,
        })];
    }
}
