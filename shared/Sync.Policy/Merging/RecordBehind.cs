using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>
/// A record of a person who has another one in the same module. It is listened to: what it newly says is said of the person. What it only
/// repeats is not, because the other record says something else there. It has shadows of its own, under a name of its own. Pure.
/// </summary>
public static class RecordBehind
{
    private const char Sign = '~';

    /// <summary>The name of its shadows.</summary>
    public static string Name(string system, string module, string record) => $"{system}{Sign}{module}/{record}";

    public static bool IsOne(string name) => name.Contains(Sign, StringComparison.Ordinal);

    /// <summary>The fields in which it says something else than it was known to have.</summary>
    public static Dictionary<string, string?> News(
        PersonState state, string record, DateTimeOffset at, IReadOnlyDictionary<string, string?> fields, MergeRules rules, SameValue same) =>
        fields.Where(field => state.Fields.GetValueOrDefault(field.Key)?.Shadows.GetValueOrDefault(record) is { } known
                ? at > known.At && !Has(known, field.Value, rules.TypeOf(field.Key), same)
                : !string.IsNullOrEmpty(field.Value))
            .ToDictionary();

    // What we wrote there before the other record counted may be told of only now.
    private static bool Has(Shadow known, string? value, FieldType type, SameValue same) =>
        same(type, known.Current, value) || (known.Asked is { } asked && same(type, asked.Value, value))
        || (known.AskedBefore ?? []).Any(earlier => same(type, earlier.Value, value))
        || (known.WrittenAt is not null && same(type, known.Written, value));

    /// <summary>The state after its statement: what it says is known of it, and not of the record that is written to.</summary>
    public static PersonState Heard(
        PersonState before, PersonState after, string system, string record, DateTimeOffset at, IReadOnlyDictionary<string, string?> said)
    {
        var fields = new Dictionary<string, FieldState>(after.Fields);
        foreach (var (name, value) in said)
        {
            var field = fields.GetValueOrDefault(name) ?? new FieldState();
            var shadows = field.Shadows.Where(shadow => shadow.Key != system).ToDictionary();
            if (before.Fields.GetValueOrDefault(name)?.Shadows.GetValueOrDefault(system) is { } known)
            {
                shadows[system] = known;
            }

            if (shadows.GetValueOrDefault(record) is not { } own || at > own.At)
            {
                shadows[record] = new Shadow { Value = value, At = at.ToUniversalTime() };
            }

            fields[name] = field with { Shadows = shadows };
        }

        return after with { Fields = fields };
    }
}
