using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>Makes one of what is known of two persons who were found to be one. Pure.</summary>
public static class Joining
{
    /// <param name="kept">Whose address and number stay.</param>
    /// <param name="moved">Systems in which the record that is written to from now on was the other one's: what is known there is of that.</param>
    /// <param name="behind">The other one's records that are listened to and not written to, each with its system.</param>
    public static PersonState Join(
        PersonState kept, PersonState gone, IReadOnlySet<string> moved, IReadOnlyList<(string System, string Record)> behind,
        MergeRules rules, LifecyclePolicy? lifecycle)
    {
        var fields = new Dictionary<string, FieldState>();
        foreach (var name in kept.Fields.Keys.Union(gone.Fields.Keys))
        {
            var (one, other) = (kept.Fields.GetValueOrDefault(name) ?? new FieldState(), gone.Fields.GetValueOrDefault(name) ?? new FieldState());
            fields[name] = (Counts(name, one, other, rules, lifecycle) ? other : one) with { Shadows = Shadows(one, other, moved, behind) };
        }

        return kept with { Fields = fields };
    }

    /// <summary>Whether the other one's value holds: the later, unless one says more whatever the time.</summary>
    private static bool Counts(string name, FieldState kept, FieldState gone, MergeRules rules, LifecyclePolicy? lifecycle)
    {
        if (name == "email" || !gone.IsAgreed || !kept.IsAgreed)
        {
            return name != "email" && gone.IsAgreed;
        }

        if (rules.TypeOf(name) == FieldType.OptOut)
        {
            return !OptOutMerge.IsOut(kept) && OptOutMerge.IsOut(gone);
        }

        if (string.IsNullOrEmpty(kept.Agreed) || string.IsNullOrEmpty(gone.Agreed))
        {
            return string.IsNullOrEmpty(kept.Agreed);
        }

        return name == LifecyclePolicy.Field && lifecycle is not null ? lifecycle.Allows(kept.Agreed, gone.Agreed)
            : lifecycle?.Stages.Any(stage => stage.HasSince && stage.Since == name) == true ? string.CompareOrdinal(gone.Agreed, kept.Agreed) < 0
            : (gone.AgreedAt, gone.AgreedArrival).CompareTo((kept.AgreedAt, kept.AgreedArrival)) > 0;
    }

    private static Dictionary<string, Shadow> Shadows(
        FieldState kept, FieldState gone, IReadOnlySet<string> moved, IReadOnlyList<(string System, string Record)> behind)
    {
        var shadows = kept.Shadows.Where(shadow => !moved.Contains(shadow.Key)).ToDictionary();
        foreach (var (system, shadow) in gone.Shadows.Where(shadow => moved.Contains(shadow.Key) || RecordBehind.IsOne(shadow.Key)))
        {
            shadows[system] = shadow;
        }

        foreach (var (system, record) in behind.Where(each => gone.Shadows.ContainsKey(each.System)))
        {
            shadows[record] = gone.Shadows[system];
        }

        return shadows;
    }
}
