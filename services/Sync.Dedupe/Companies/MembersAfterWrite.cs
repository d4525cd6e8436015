using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Companies;

/// <summary>What the members of companies lack once it is known which records the companies are. Pure but for what it is given to change.
/// </summary>
internal sealed class MembersAfterWrite(
    SyncPolicy policy, ILookup<long, long> members, ILookup<long, LinkRow> links, Dictionary<long, PersonRow> rows,
    Dictionary<long, PersonState> states)
{
    /// <param name="settled">Answers about companies' records.</param>
    public IEnumerable<WriteRequest> Ask(IEnumerable<SettledWrite> settled, DateTimeOffset now)
    {
        foreach (var item in settled.DistinctBy(item => (item.PersonId, item.Target)))
        {
            var record = new LinkRow(item.Target, item.Module, item.RecordId, item.PersonId);
            foreach (var member in members[item.PersonId].Where(rows.ContainsKey))
            {
                var companyLinks = links[item.PersonId].Append(record);
                states[member] = Members.Know(policy, states[member], companyLinks, item.KnownAt ?? now, ItemKey.Read(item.Key).DeliveryId);
                if (Members.AsOf(item, rows[member], links[member]) is { } asOf
                    && MissingAfterWrite.Of(policy, rows[member], states[member], asOf, now) is var (state, request))
                {
                    rows[member] = rows[member] with { Version = request.Version };
                    states[member] = state;
                    yield return request;
                }
            }
        }
    }
}
