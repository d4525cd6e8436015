using Sync.Connectors;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Compares a record with what it was to become. Pure.</summary>
internal static class Seen
{
    /// <summary>The record holds all of it.</summary>
    public static bool HasAll(FoundRecord record, IReadOnlyDictionary<string, string?> wanted) =>
        wanted.All(field => string.Equals(record.Fields.GetValueOrDefault(field.Key) ?? "", field.Value ?? "", StringComparison.Ordinal));

    /// <summary>What the record is to hold, in the target's words: what the unit asked for, and over it what was written later.</summary>
    /// <param name="written">What the target has taken of the person, newest first.</param>
    public static IReadOnlyDictionary<string, string?> Wanted(RoutePolicy route, WriteUnit unit, IEnumerable<WrittenVersion> written)
    {
        var fields = unit.Fields.ToDictionary();
        foreach (var later in written.Where(later => later.Version > unit.Newest.Version).Reverse())
        {
            foreach (var (name, value) in WorkJson.Read(later.Fields).Where(field => fields.ContainsKey(field.Key)))
            {
                fields[name] = value;
            }
        }

        return Importable.Sent(route, unit with { Fields = fields });
    }

    /// <summary>Whether something written later is among it: then an import that came after it may have undone it.</summary>
    public static bool IsOvertaken(WriteUnit unit, IEnumerable<WrittenVersion> written) =>
        written.Any(later => later.Version > unit.Newest.Version && WorkJson.Read(later.Fields).Keys.Any(unit.Fields.ContainsKey));
}
