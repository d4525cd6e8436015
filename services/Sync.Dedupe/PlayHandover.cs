using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Hands what plays wait for on with the person that it is about. Pure.</summary>
internal static class PlayHandover
{
    public static IEnumerable<SeenSignal> Of(PersonChange change, PersonRow person, PersonState state, IEnumerable<LinkRow> links) =>
        change.Signals is null ? [] : change.Signals.Select(signal => new SeenSignal
        {
            Signal = signal,
            DeliveryId = change.DeliveryId,
            Source = change.Source,
            PersonId = person.Id,
            Email = person.Email,
            Fields = state.Agreed(),
            Records = [.. links.Select(link => new PersonRecord(link.Connection, link.Module, link.RecordId))],
            OccurredAt = change.ChangedAt,
            ReceivedAt = change.ReceivedAt,
            MappedAt = change.MappedAt,
            Trace = change.Trace,
        });

    /// <summary>Where nobody was found, what plays wait for ends with the change.</summary>
    public static IEnumerable<OutcomeReached> Without(PersonChange change, OutcomeReached nobody) =>
        PartsBeside(change).Select(key => nobody with { Key = key });

    /// <summary>A change that failed takes the parts beside it with it: the letter is about the whole delivery.</summary>
    public static string KeyOfWhole(PersonChange change) =>
        !PartsBeside(change).Any() ? change.Key : $"{ItemKey.Read(change.Key) with { Part = 1, Parts = 1 }}";

    private static IEnumerable<string> PartsBeside(PersonChange change) =>
        [.. (change.Signals ?? []).Select(signal => signal.Key), .. new[] { change.OptIn?.Key, change.Deal?.Key }.OfType<string>()];

    /// <summary>Who is about to be called goes before all that nobody waits for. Nobody is for a weekly play; of a field that is only watched nobody knows yet whether
    /// anything comes of it: where a task is asked for, that brings the person's writes forward.</summary>
    public static WritePriority PriorityOf(SyncPolicy policy, PersonChange change, WritePriority usual) =>
        usual != WritePriority.Live ? usual
        : change.Replay > 0 ? WritePriority.Replay
        : change.Signals?.Any(signal => signal.Kind != SignalKinds.Change && policy.Handoff.Find(signal.Play) is not { IsWeekly: true }) is not true ? usual
        : WritePriority.Handoff;
}
