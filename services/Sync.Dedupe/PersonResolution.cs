using Npgsql;
using Sync.Contracts;
using Sync.Dedupe.Reviews;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Who the changes of an envelope are about.</summary>
/// <param name="Persons">Key of the change to the person's number; absent where there is neither a known record nor an address.</param>
/// <param name="Contested">Key of the change to the address that it says and that somebody else has.</param>
/// <param name="Withdrawn">What records say whose claims may be over.</param>
/// <param name="Doubtful">Persons who have the phone number of somebody with another address.</param>
internal sealed record Resolution(
    IReadOnlyDictionary<string, long> Persons, IReadOnlyDictionary<string, ContestedAddress> Contested,
    IReadOnlyCollection<ContestedAddress> Doubtful, IReadOnlyCollection<Withdrawal> Withdrawn);

/// <summary>A record with an open claim says something else, or is no more.</summary>
/// <param name="Address">What it says now; null if it is gone.</param>
internal sealed record Withdrawal(LinkKey Record, string? Address, long Delivery);

/// <summary>
/// Says which person each change is about: by the vendor's record first, then by address, also a former one, then by phone number where the
/// rules let it, else a new one.
/// </summary>
internal static class PersonResolution
{
    public static async Task<Resolution> Resolve(
        this NpgsqlTransaction tx, SyncPolicy policy, IReadOnlyList<PersonChange> changes)
    {
        var byLink = await tx.FindByLinks([.. changes.Select(LinkOf).Distinct()]);
        var contested = await Claim(tx, changes, byLink);
        var persons = byLink.ToDictionary(link => link.Key, link => link.Value.PersonId);
        var unlinked = changes.Where(change => !byLink.ContainsKey(LinkOf(change))).ToList();
        var phones = policy.Identity.UsesPhones ? await PhoneMatching.Of(tx, policy, unlinked) : null;
        var byEmail = await FindOrCreate(tx, [.. unlinked.Select(AddressOf).OfType<string>().Distinct()]);

        // What the envelope itself says of a record counts too: a tag event without an address may travel beside the first event.
        foreach (var change in changes)
        {
            if (AddressOf(change) is { } email && byEmail.TryGetValue(email, out var id))
            {
                persons.TryAdd(LinkOf(change), id);
            }
        }

        var doubtful = phones is null ? [] : await phones.Complete(changes, persons);
        return new Resolution(
            changes.Where(change => persons.ContainsKey(LinkOf(change)))
                .DistinctBy(change => change.Key).ToDictionary(change => change.Key, change => persons[LinkOf(change)]),
            contested, doubtful,
            [
                .. changes.Where(change => byLink.GetValueOrDefault(LinkOf(change)) is { IsClaiming: true } && !contested.ContainsKey(change.Key)
                        && (change.IsGone || AddressOf(change) is not null))
                    .Select(change => new Withdrawal(LinkOf(change), AddressOf(change), change.DeliveryId)),
            ]);
    }

    /// <summary>Takes addresses that known records newly say for their persons; gives those that somebody else has.</summary>
    private static async Task<Dictionary<string, ContestedAddress>> Claim(
        NpgsqlTransaction tx, IReadOnlyList<PersonChange> changes, Dictionary<LinkKey, LinkRow> byLink)
    {
        var said = new List<(PersonChange Change, string Address, LinkRow Link)>();
        foreach (var change in changes)
        {
            if (AddressOf(change) is { } address && byLink.TryGetValue(LinkOf(change), out var link) && link.Email != address)
            {
                said.Add((change, address, link));
            }
        }

        if (said.Count == 0)
        {
            return [];
        }

        await tx.Claim([.. said.Select(each => (each.Address, each.Link.PersonId)).DistinctBy(claim => claim.Address)]);
        var owners = await tx.FindByEmails([.. said.Select(each => each.Address).Distinct()]);
        var contested = said.Where(each => owners[each.Address] != each.Link.PersonId).DistinctBy(each => each.Change.Key)
            .ToDictionary(each => each.Change.Key, each => new ContestedAddress(each.Address, owners[each.Address], each.Link, each.Change.DeliveryId));
        return contested.Count == 0 ? contested : await WithDecisions(tx, contested);
    }

    private static async Task<Dictionary<string, ContestedAddress>> WithDecisions(NpgsqlTransaction tx, Dictionary<string, ContestedAddress> contested)
    {
        var different = await tx.FoundDifferent([.. contested.Values.Select(each => (each.Link.PersonId, each.Owner)).Distinct()]);
        return contested.ToDictionary(each => each.Key, each => different.Contains((each.Value.Link.PersonId, each.Value.Owner))
            ? each.Value with { Word = Outcomes.DifferentPerson }
            : each.Value);
    }

    private static async Task<Dictionary<string, long>> FindOrCreate(NpgsqlTransaction tx, IReadOnlyList<string> emails)
    {
        var known = emails.Count == 0 ? [] : await tx.FindByEmails(emails);
        if (emails.Where(email => !known.ContainsKey(email)).ToList() is not { Count: > 0 } unknown)
        {
            return known;
        }

        var created = await tx.CreateByEmails(unknown);
        if (created.Count < unknown.Count)
        {
            return await tx.FindByEmails(emails);
        }

        foreach (var (email, person) in created)
        {
            known.Add(email, person);
        }

        return known;
    }

    internal static LinkKey LinkOf(PersonChange change) => new(change.Source, change.Module, change.RecordId);

    // A record that is gone says nothing, and makes nobody.
    internal static string? AddressOf(PersonChange change) => change.IsGone ? null : EmailAddress.Normalise(change.Email);
}
