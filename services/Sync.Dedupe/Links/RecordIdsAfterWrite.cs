using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Links;

/// <summary>
/// What other systems lack once a write has shown which record is whose. Pure but for what it is given to change.
/// </summary>
internal sealed class RecordIdsAfterWrite(
    SyncPolicy policy, ILookup<long, LinkRow> links, Dictionary<long, PersonRow> rows, Dictionary<long, PersonState> states)
{
    /// <param name="settled">Answers about persons' records, oldest first.</param>
    public IEnumerable<WriteRequest> Ask(IReadOnlyCollection<SettledWrite> settled, DateTimeOffset now)
    {
        foreach (var person in settled.GroupBy(item => item.PersonId).Where(person => rows.ContainsKey(person.Key)))
        {
            IReadOnlyCollection<LinkRow> known = [.. links[person.Key]];
            known = person.Aggregate(known, (all, item) =>
                RecordLinks.With(all, new LinkRow(item.Target, item.Module, item.RecordId, person.Key)));
            var row = rows[person.Key] with { Version = rows[person.Key].Version + 1 };
            var state = RecordLinks.Know(policy, states[row.Id], known, now);
            (states[row.Id], var requests) = RecordLinks.Ask(policy, row, state, known, person.Last().Key, now);
            rows[row.Id] = requests.Count > 0 ? row : rows[row.Id];
            foreach (var request in requests)
            {
                yield return request;
            }
        }
    }
}
