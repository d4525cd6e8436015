using Npgsql;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>
/// Finds persons by phone number where the rules let it: whoever has no address, and whoever comes under a new one. Of two with addresses
/// of their own nobody is joined: that is asked.
/// </summary>
internal sealed class PhoneMatching
{
    private readonly NpgsqlTransaction _tx;
    private readonly SyncPolicy _policy;
    private readonly List<(PersonChange Change, string Phone, long Owner)> _others = [];

    private PhoneMatching(NpgsqlTransaction tx, SyncPolicy policy) => (_tx, _policy) = (tx, policy);

    /// <summary>Before persons are made by address: new addresses of persons who have none become theirs.</summary>
    /// <param name="unlinked">Changes of records that nobody knows.</param>
    public static async Task<PhoneMatching> Of(NpgsqlTransaction tx, SyncPolicy policy, IReadOnlyList<PersonChange> unlinked)
    {
        var matching = new PhoneMatching(tx, policy);
        if (policy.Identity.MatchesByPhone)
        {
            await matching.TakeAddresses([.. unlinked.Where(change => PersonResolution.AddressOf(change) is not null)]);
        }

        return matching;
    }

    /// <summary>After that: who has no address is found or made by number, and each person keeps his numbers.</summary>
    /// <param name="persons">Records to persons; what is found here is added.</param>
    /// <returns>What is to be asked.</returns>
    public async Task<IReadOnlyCollection<ContestedAddress>> Complete(IReadOnlyList<PersonChange> changes, Dictionary<LinkKey, long> persons)
    {
        if (_policy.Identity.KnowsByPhoneAlone)
        {
            await FindOrCreate(changes, persons);
        }

        List<(string Phone, long Person)> said =
        [
            .. changes.Where(change => persons.ContainsKey(PersonResolution.LinkOf(change)))
                .SelectMany(change => PersonPhones.Of(_policy, change), (change, phone) => (phone, persons[PersonResolution.LinkOf(change)])),
        ];
        if (said.Count > 0)
        {
            await _tx.ClaimPhones([.. said.DistinctBy(each => each.Phone)]);
        }

        return
        [
            .. _others.Where(each => persons[PersonResolution.LinkOf(each.Change)] != each.Owner).Select(each => new ContestedAddress(
                each.Phone, each.Owner, RecordOf(each.Change, persons[PersonResolution.LinkOf(each.Change)]), each.Change.DeliveryId)),
        ];
    }

    private async Task TakeAddresses(IReadOnlyList<PersonChange> changes)
    {
        var known = await _tx.FindByEmails([.. changes.Select(change => PersonResolution.AddressOf(change)!).Distinct()]);
        var unknown = changes.Where(change => !known.ContainsKey(PersonResolution.AddressOf(change)!))
            .SelectMany(change => PersonPhones.Of(_policy, change), (change, phone) => (Change: change, Phone: phone)).ToList();
        var owners = unknown.Count == 0 ? [] : await _tx.FindByPhones([.. unknown.Select(each => each.Phone).Distinct()]);
        var shared = owners.Count == 0 ? [] : await _tx.FoundShared(owners.Keys);
        var claims = new List<(string Email, long PersonId)>();
        foreach (var (change, phone) in unknown.Where(each => owners.ContainsKey(each.Phone) && !shared.Contains(each.Phone)))
        {
            if (owners[phone].HasAddress)
            {
                _others.Add((change, phone, owners[phone].Person));
            }
            else
            {
                claims.Add((PersonResolution.AddressOf(change)!, owners[phone].Person));
            }
        }

        if (claims.Count > 0)
        {
            await _tx.Claim([.. claims.DistinctBy(claim => claim.Email)]);
        }
    }

    private async Task FindOrCreate(IReadOnlyList<PersonChange> changes, Dictionary<LinkKey, long> persons)
    {
        List<(PersonChange Change, IReadOnlyList<string> Phones)> nameless =
        [
            .. changes.Where(change => !persons.ContainsKey(PersonResolution.LinkOf(change)))
                .Select(change => (change, PersonPhones.Of(_policy, change))).Where(each => each.Item2.Count > 0),
        ];
        if (nameless.Count == 0)
        {
            return;
        }

        var all = nameless.SelectMany(each => each.Phones).Distinct().ToList();
        var owners = await _tx.FindByPhones(all);
        var toMake = nameless.Where(each => !each.Phones.Any(owners.ContainsKey)).Select(each => each.Phones[0]).Distinct().ToList();
        if (toMake.Count > 0)
        {
            await _tx.CreateByPhones(toMake);
            owners = await _tx.FindByPhones(all);
        }

        foreach (var (change, phones) in nameless)
        {
            persons.TryAdd(PersonResolution.LinkOf(change), owners[phones.First(owners.ContainsKey)].Person);
        }
    }

    private static LinkRow RecordOf(PersonChange change, long person) => new(change.Source, change.Module, change.RecordId, person);
}
