namespace Sync.Policy;

/// <summary>
/// The id of a person's record in one system, kept in a field of another system: a field of the person like any other, whose value only
/// ever comes from our own table of links. It is never read back, so that nobody's edit of it leads anywhere. Pure.
/// </summary>
public static class RecordIds
{
    /// <summary>The system that such values come from.</summary>
    private const string Own = "links";

    private const string Prefix = "record_at_";

    /// <summary>Canonical name of the field.</summary>
    /// <param name="system">Connection that has the record.</param>
    public static string FieldFor(string system) => Prefix + system;

    /// <summary>The route brings the id of the source's record to its target.</summary>
    public static bool AreCarriedBy(RoutePolicy route) => Carried(route) is not null;

    /// <summary>The field that the route brings it in; null if it brings none.</summary>
    public static FieldPolicy? Carried(RoutePolicy route)
    {
        var name = FieldFor(route.From);
        return route.Fields.FirstOrDefault(field => field.IsDerived && field.Name == name);
    }

    /// <summary>The person, with the record that he has in the system now.</summary>
    /// <param name="at">When that became known, by our clock.</param>
    public static PersonState Know(PersonState person, string system, string recordId, DateTimeOffset at) =>
        OwnFields.Set(person, FieldFor(system), recordId, Own, at);
}
