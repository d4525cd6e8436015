namespace Sync.Policy;

/// <summary>
/// Merges field by field and three ways: the agreed value, what the source was known to have, and what it states now.
/// Everything here depends on its arguments alone. Whatever order the statements of one source are handled in, and however
/// often, the same value is agreed in the end; the same holds between sources that state different values.
/// </summary>
public static class Merge
{
    /// <summary>Takes in what a source states.</summary>
    /// <param name="state">What was known before.</param>
    /// <param name="source">System that states it.</param>
    /// <param name="changedAt">Source time of the statement.</param>
    /// <param name="fields">Canonical name to value; a field that was not stated is absent.</param>
    /// <param name="arrival">Number of the delivery: decides between statements of the same source time.</param>
    public static MergeResult Apply(
        PersonState state, string source, DateTimeOffset changedAt, IReadOnlyDictionary<string, string?> fields, long arrival = 0)
    {
        var merged = new Dictionary<string, FieldState>(state.Fields);
        var verdicts = new Dictionary<string, FieldVerdict>();
        foreach (var (name, value) in fields)
        {
            var stated = new Stamp(changedAt.ToUniversalTime(), arrival, value);
            var before = merged.GetValueOrDefault(name) ?? new FieldState();
            (merged[name], verdicts[name]) = Judge(before, source, stated);
        }

        return new MergeResult(state with { Fields = merged }, verdicts);
    }

    /// <summary>Fields in which the target is not known to have the agreed value.</summary>
    public static IReadOnlyList<string> Lacking(PersonState state, string target, IEnumerable<string> fieldNames) =>
        [.. fieldNames.Where(name => state.Fields.TryGetValue(name, out var field) && Lacks(field, target))];

    /// <summary>Remembers what a target is known to have after a write. What is known by a newer time stays.</summary>
    public static PersonState Learn(
        PersonState state, string target, DateTimeOffset changedAt, IReadOnlyDictionary<string, string?> values)
    {
        var learnt = new Dictionary<string, FieldState>(state.Fields);
        foreach (var (name, value) in values)
        {
            var field = learnt.GetValueOrDefault(name) ?? new FieldState();
            var known = field.Shadows.GetValueOrDefault(target);
            if (known is null || changedAt >= known.At)
            {
                // Of equal times the arrival stays, so that an old statement of the target does not rise above it.
                var arrival = known is not null && changedAt == known.At ? known.Arrival : 0;
                learnt[name] = WithShadow(field, target, new Stamp(changedAt.ToUniversalTime(), arrival, value));
            }
        }

        return state with { Fields = learnt };
    }

    private static (FieldState Field, FieldVerdict Verdict) Judge(FieldState field, string source, Stamp stated)
    {
        var known = field.Shadows.GetValueOrDefault(source);
        var isNewer = known is null || stated.CompareTo(Stamp.Of(known)) > 0;
        if (field.IsAgreed && known is not null && known.Value == stated.Value)
        {
            // Stated again later: what the source said in between, and comes in after this, is over.
            return (isNewer ? WithShadow(field, source, stated) : field, FieldVerdict.Same);
        }

        if (!isNewer)
        {
            return (field, FieldVerdict.Stale);
        }

        var seen = WithShadow(field, source, stated);
        if (field.IsAgreed && field.Agreed == stated.Value)
        {
            return (seen, FieldVerdict.Agreed);
        }

        return field.IsAgreed && stated.CompareTo(Stamp.Of(field)) < 0
            ? (seen, FieldVerdict.Stale)
            : (Accept(seen, source, stated), FieldVerdict.Accepted);
    }

    private static FieldState Accept(FieldState field, string source, Stamp stated) => field with
    {
        Agreed = stated.Value,
        AgreedAt = stated.At,
        AgreedBy = source,
        AgreedArrival = stated.Arrival,
    };

    private static FieldState WithShadow(FieldState field, string system, Stamp known) =>
        field with { Shadows = new Dictionary<string, Shadow>(field.Shadows) { [system] = known.ToShadow() } };

    private static bool Lacks(FieldState field, string target) =>
        field.IsAgreed && field.Shadows.GetValueOrDefault(target)?.Value != field.Agreed;
}
