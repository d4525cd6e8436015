using Sync.Contracts;

namespace Sync.Policy;

/// <summary>
/// Which record of a target is the company of a person: a field of the person like any other, except that each target has a value of its
/// own, namely the id that the company has there. It is filled once; whoever links a person elsewhere by hand is not overruled. Pure.
/// </summary>
public static class CompanyLink
{
    /// <summary>The system that such values come from.</summary>
    private const string Own = "companies";

    /// <summary>Canonical name of the field.</summary>
    public static string FieldFor(string target) => $"account_at_{target}";

    /// <param name="records">Target to the id that the company has there.</param>
    public static PersonState Know(
        PersonState person, IEnumerable<KeyValuePair<string, string>> records, DateTimeOffset at, long arrival, SameValue same)
    {
        var fields = records.ToDictionary(record => FieldFor(record.Key), record => (string?)record.Value);
        return fields.Count == 0 ? person : Merge.Apply(person, Own, at, fields, arrival, MergeRules.LatestWins, same).State;
    }

    /// <summary>What a change of a person says of the company that he works for: that it exists, and a name where none is known.</summary>
    /// <param name="domain">Of his address.</param>
    /// <param name="called">What he calls it.</param>
    public static PersonChange FoundBy(PersonChange change, string domain, string? called, PersonState company)
    {
        var known = company.Fields.GetValueOrDefault("name")?.Agreed;
        var fields = new Dictionary<string, string?> { ["domain"] = domain };
        if (string.IsNullOrEmpty(known) || (known == domain && !string.IsNullOrEmpty(called)))
        {
            fields["name"] = string.IsNullOrEmpty(called) ? domain : called;
        }

        return change with
        {
            Key = $"{change.Key}~company",
            About = PersonChange.Company,
            Module = "",
            RecordId = "",
            Email = null,
            Fields = fields,
            Routes = null,
            Misses = null,
            Seen = null,
            Patch = null,
        };
    }
}
