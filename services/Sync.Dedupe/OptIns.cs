using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>
/// Who has opted out and joins a list again by himself may want mail again: whether he has confirmed it is read at the source. Of everybody
/// else nothing has to be read. Pure.
/// </summary>
internal static class OptIns
{
    /// <param name="state">After the change that says it.</param>
    /// <returns>What is to be read, or the end of the part that says it; both null where the change says nothing of it.</returns>
    public static (OperationRequest? Look, OutcomeReached? End) Of(
        SyncPolicy policy, PersonChange change, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, DateTimeOffset now)
    {
        if (change.OptIn is not { } claim)
        {
            return (null, null);
        }

        var about = change with { Key = claim.Key };
        if (RecordEnd.IsOfAnotherRecord(links, change))
        {
            return (null, OfAnotherRecord(person, about, now));
        }

        var outs = policy.ReopenedBy(change.Source).Select(name => (Name: name, Field: state.Fields.GetValueOrDefault(name)))
            .Where(each => OptOuts.IsYes(policy, each.Name, each.Field?.Agreed)).Select(each => each.Field!.AgreedAt).ToList();
        return outs.Count == 0 ? (null, End(person, about, Outcomes.Unchanged, "joined a list; the person had not opted out", now))
            : outs.TrueForAll(at => at >= change.ChangedAt) ? (null, End(person, about, Outcomes.Stale, "joined a list; the person opted out later", now))
            : (Look(policy, change, claim, person, outs.Where(at => at < change.ChangedAt).Max()), null);
    }

    /// <summary>Mail goes to records: of one that does not count it says nothing of the others.</summary>
    public static OutcomeReached OfAnotherRecord(PersonRow person, PersonChange change, DateTimeOffset now) => End(
        person, change, $"{Outcomes.Filtered}: other-record", "joined a list with a record that does not count: another one of the person does", now);

    private static OutcomeReached End(PersonRow person, PersonChange change, string outcome, string detail, DateTimeOffset now) =>
        ChangeOutcome.About(person, change, outcome, now) with { Detail = detail };

    private static OperationRequest Look(SyncPolicy policy, PersonChange change, OptInClaim claim, PersonRow person, DateTimeOffset outAt) => new()
    {
        Key = $"{claim.Key}>{change.Source}!opt-in",
        DeliveryId = change.DeliveryId,
        Target = change.Source,
        PersonId = person.Id,
        Email = person.Email,
        Module = change.Module,
        RecordId = change.RecordId,
        Mark = $"{claim.Key} opt-in",
        OptIn = new OptInToLookAt(claim.Lists, change.ChangedAt, outAt),
        Priority = WritePriority.Live,
        ReceivedAt = change.ReceivedAt,
        PolicyVersion = policy.Version,
        Trace = change.Trace,
    };
}
