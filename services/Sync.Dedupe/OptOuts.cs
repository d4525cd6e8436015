using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Normalising;

namespace Sync.Dedupe;

/// <summary>
/// That a person wants no more mail counts from whichever of his records says it, and for all of them: mail is sent to records, also to
/// those that do not count otherwise. Pure.
/// </summary>
internal static class OptOuts
{
    private const string Yes = "true";

    /// <summary>The opt-outs that a record says and was not known to say before.</summary>
    public static IReadOnlyDictionary<string, string?> NewAt(SyncPolicy policy, PersonState state, PersonChange change)
    {
        var said = change.Fields.Where(field => IsYes(policy, field.Key, field.Value)).ToDictionary();
        return change.IsGone || change.About == PersonChange.Company ? new Dictionary<string, string?>() : RecordBehind.News(
            state, RecordBehind.Name(change.Source, change.Module, change.RecordId), change.ChangedAt, said, policy.Merging, policy.Same);
    }

    /// <summary>What a new opt-out comes to for the records that no route writes to.</summary>
    /// <param name="isBehind">The change is of a record that does not count: the best one there is written to by its route.</param>
    public static IReadOnlyList<OperationRequest> Beside(
        SyncPolicy policy, PersonRow person, IReadOnlyCollection<LinkRow> links, PersonChange change, bool isBehind,
        IReadOnlyDictionary<string, FieldVerdict> verdicts)
    {
        if (!change.Fields.Any(field => (IsYes(policy, field.Key, field.Value) || change.IsConfirmedOptIn)
            && verdicts.TryGetValue(field.Key, out var verdict) && (verdict == FieldVerdict.Accepted || change.Replay > 0)))
        {
            return [];
        }

        var written = links.DistinctBy(link => link.Connection).Where(link => isBehind || link.Connection != change.Source).Select(link => link.Key).ToHashSet();
        return Of(
            policy, person, links.Where(link => !link.Is(change) && !written.Contains(link.Key) && !(change.IsConfirmedOptIn && link.Connection == change.Source)),
            change.Key, change.ReceivedAt, change.Trace, isOut: !change.IsConfirmedOptIn);
    }

    /// <summary>A further record of somebody who has opted out before it was made gets it at once.</summary>
    public static IReadOnlyList<OperationRequest> ForNewcomer(SyncPolicy policy, PersonRow person, PersonState state, PersonChange change) =>
        change.About != PersonChange.Company && IsOut(policy, state)
            ? Of(policy, person, [new LinkRow(change.Source, change.Module, change.RecordId, person.Id)], change.Key, change.ReceivedAt, change.Trace)
            : [];

    /// <summary>
    /// The same for a record that counts from now on in the place of another. What the other one is known to have hides that this one lacks it,
    /// where it was made before the opt-out came there and is heard of after it.
    /// </summary>
    public static IReadOnlyList<OperationRequest> ForBestNewcomer(
        SyncPolicy policy, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, IReadOnlyList<WriteRequest> writes)
    {
        var isOne = links.Any(link => link.Connection == change.Source) && !links.Any(link => link.Is(change));
        var isAsked = writes.Any(write => write.Target == change.Source && policy.HasOptOut(write.Fields.Keys));
        var saysSo = change.Fields.Any(field => IsYes(policy, field.Key, field.Value));
        return isOne && !isAsked && !saysSo ? ForNewcomer(policy, person, state, change) : [];
    }

    public static bool IsOut(SyncPolicy policy, PersonState state) => state.Agreed().Any(field => IsYes(policy, field.Key, field.Value));

    /// <summary>Asks each of these records to have the opt-out, or to have none any more.</summary>
    public static IReadOnlyList<OperationRequest> Of(
        SyncPolicy policy, PersonRow person, IEnumerable<LinkRow> links, string key, DateTimeOffset receivedAt, string? trace, bool isOut = true) =>
    [
        .. links.Select(link => (Link: link, Fields: FieldsAt(policy, link.Connection, isOut))).Where(each => each.Fields.Count > 0)
            .Select(each => new OperationRequest
            {
                Key = $"{key}>{each.Link.Connection}!{(isOut ? "opt-out" : "opt-in")} {each.Link.Module} {each.Link.RecordId}", DeliveryId = ItemKey.Read(key).DeliveryId,
                Target = each.Link.Connection, PersonId = person.Id, Email = person.Email, Module = each.Link.Module, RecordId = each.Link.RecordId,
                Mark = $"{key} {each.Link.RecordId}", Set = each.Fields, Priority = isOut ? WritePriority.OptOut : WritePriority.Live, ReceivedAt = receivedAt,
                PolicyVersion = policy.Version, Trace = trace,
            }),
    ];

    private static Dictionary<string, string?> FieldsAt(SyncPolicy policy, string connection, bool isOut) => policy.RoutesTo(connection)
        .SelectMany(route => route.Fields).Where(field => field.Type == FieldType.OptOut && field.Direction != Direction.None)
        .Select(field => field.To).Distinct().ToDictionary(field => field, _ => (string?)(isOut ? Yes : "false"));

    /// <summary>What an operator corrected takes no opt-out back.</summary>
    public static IReadOnlyDictionary<string, string?> WithoutNo(SyncPolicy policy, IReadOnlyDictionary<string, string?> patch) =>
        patch.Where(field => !policy.HasOptOut([field.Key]) || IsYes(policy, field.Key, field.Value)).ToDictionary();

    public static bool IsYes(SyncPolicy policy, string name, string? value) =>
        policy.Merging.TypeOf(name) == FieldType.OptOut && policy.Same(FieldType.OptOut, value, Yes);
}
