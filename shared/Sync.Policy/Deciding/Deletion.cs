using Sync.Contracts;

namespace Sync.Policy;

/// <summary>What becomes of a person whose record a system deleted. Nothing is ever deleted for it elsewhere. Pure.</summary>
public static class Deletion
{
    /// <summary>The person was deleted there, and stays so.</summary>
    public const string Deleted = $"{Outcomes.Filtered}: deleted";

    /// <summary>The system that marks come from.</summary>
    private const string Own = "deletion";

    /// <summary>Canonical name of the field that holds the mark.</summary>
    /// <param name="system">Connection that deleted the record.</param>
    public static string MarkFor(string system) => $"archived_by_{system}";

    /// <summary>The person, of whom the system no longer has any record.</summary>
    /// <param name="change">The end of the last one.</param>
    /// <param name="routes">Those that begin at the system.</param>
    /// <param name="now">By our clock.</param>
    public static PersonState Gone(PersonState person, PersonChange change, IEnumerable<RoutePolicy> routes, DateTimeOffset now)
    {
        foreach (var route in routes.Where(route => route.OnDelete != OnDelete.Unlink))
        {
            person = person with
            {
                Deleted = new Dictionary<string, DeletedRecord>(person.Deleted ?? new Dictionary<string, DeletedRecord>())
                {
                    [change.Source] = new DeletedRecord(NameOf(change), change.ChangedAt.ToUniversalTime()),
                },
            };
            person = route.ArchiveAs is null ? person : OwnFields.Set(person, MarkFor(change.Source), route.ArchiveAs, Own, now);
        }

        return person;
    }

    /// <summary>The person, of whom the system has spoken. What is told late of the deleted record itself undoes nothing.</summary>
    public static PersonState Heard(PersonState person, PersonChange change, DateTimeOffset now)
    {
        if (person.Deleted?.GetValueOrDefault(change.Source) is not { } deleted
            || (deleted.Name == NameOf(change) && change.ChangedAt <= deleted.At))
        {
            return person;
        }

        var others = person.Deleted.Where(each => each.Key != change.Source).ToDictionary();
        var back = person with { Deleted = others.Count > 0 ? others : null };
        return back.Fields.ContainsKey(MarkFor(change.Source)) ? OwnFields.Set(back, MarkFor(change.Source), null, Own, now) : back;
    }

    /// <summary>The target deleted the person, and what is written to it must not make him anew.</summary>
    public static bool StaysDeleted(RoutePolicy route, PersonState person) =>
        route.KeepsDeleted && person.Deleted?.ContainsKey(route.To) == true;

    private static string NameOf(PersonChange change) => $"{change.Module}/{change.RecordId}";
}
