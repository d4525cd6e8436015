using Sync.Contracts;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>The numbers that a change says of its person, in the one spelling that they are known by. Pure.</summary>
public static class PersonPhones
{
    /// <returns>In the order of the change's fields; what is no number, or names no country where none is set, is left out.</returns>
    public static IReadOnlyList<string> Of(SyncPolicy policy, PersonChange change)
    {
        if (change.IsGone)
        {
            return [];
        }

        var region = policy.Connections.GetValueOrDefault(change.Source)?.Region;
        return
        [
            .. change.Fields.Where(field => policy.Merging.TypeOf(field.Key) == FieldType.Phone)
                .Select(field => PhoneNumber.Normalise(field.Value, region).Canonical).OfType<string>().Distinct(),
        ];
    }
}
