using Npgsql;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Says which person each change is about: by the vendor's record first, then by address, else a new one.</summary>
internal static class PersonResolution
{
    /// <summary>Key of the change to the person's number; absent where there is neither a known record nor an address.</summary>
    public static async Task<Dictionary<string, long>> Resolve(this NpgsqlTransaction tx, IReadOnlyList<PersonChange> changes)
    {
        var byLink = await tx.FindByLinks([.. changes.Select(LinkOf).Distinct()]);
        var unlinked = changes.Where(change => !byLink.ContainsKey(LinkOf(change)));
        var byEmail = await FindOrCreate(tx, [.. unlinked.Select(AddressOf).OfType<string>().Distinct()]);

        // What the envelope itself says of a record counts too: a tag event without an address may travel beside the first event.
        foreach (var change in changes)
        {
            if (AddressOf(change) is { } email && byEmail.TryGetValue(email, out var id))
            {
                byLink.TryAdd(LinkOf(change), id);
            }
        }

        return changes.Where(change => byLink.ContainsKey(LinkOf(change)))
            .DistinctBy(change => change.Key).ToDictionary(change => change.Key, change => byLink[LinkOf(change)]);
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

    private static LinkKey LinkOf(PersonChange change) => new(change.Source, change.Module, change.RecordId);

    private static string? AddressOf(PersonChange change) => EmailAddress.Normalise(change.Email);
}
