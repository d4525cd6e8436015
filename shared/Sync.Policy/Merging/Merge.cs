using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>
/// Merges field by field and three ways: the agreed value, what the source was known to have, and what it states now.
/// Everything here depends on its arguments alone. Whatever order the statements of one source are handled in, and however
/// often, the same value is agreed in the end; the same holds between sources that state different values.
/// </summary>
public static class Merge
{
    /// <summary>An hour of writes is remembered: echoes come within seconds, and a loop shows within an hour.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Takes in what a source states, the latest value holding everywhere.</summary>
    public static MergeResult Apply(
        PersonState state, string source, DateTimeOffset changedAt, IReadOnlyDictionary<string, string?> fields, long arrival = 0) =>
        Apply(state, source, changedAt, fields, arrival, MergeRules.LatestWins, PlainComparison.Same);

    /// <summary>Takes in what a source states.</summary>
    /// <param name="state">What was known before.</param>
    /// <param name="source">System that states it.</param>
    /// <param name="changedAt">Source time of the statement.</param>
    /// <param name="fields">Canonical name to value; a field that was not stated is absent.</param>
    /// <param name="arrival">Number of the delivery: decides between statements of the same source time.</param>
    /// <param name="rules">How far each field goes, and whose word counts.</param>
    /// <param name="same">Whether two values mean the same.</param>
    /// <param name="hearing">How the statement came about, where the source tells.</param>
    public static MergeResult Apply(
        PersonState state, string source, DateTimeOffset changedAt, IReadOnlyDictionary<string, string?> fields, long arrival,
        MergeRules rules, SameValue same, Hearing? hearing = null)
    {
        var merged = new Dictionary<string, FieldState>(state.Fields);
        var verdicts = new Dictionary<string, FieldVerdict>(fields.Count);
        foreach (var (name, value) in fields)
        {
            var stated = new Stamp(changedAt.ToUniversalTime(), arrival, value, hearing?.Delay ?? 0);
            var before = merged.GetValueOrDefault(name) ?? new FieldState();
            if (rules.TypeOf(name) == FieldType.Tag && TagMerge.SaysNothing(before, source, stated))
            {
                // Of most persons nobody has ever heard of most tags.
                verdicts[name] = FieldVerdict.Same;
                continue;
            }

            (merged[name], verdicts[name]) = rules.TypeOf(name) == FieldType.OptOut
                ? OptOutMerge.Judge(name, before, source, stated, rules, same, hearing)
                : FieldMerge.Judge(name, before, source, stated, rules, same, hearing);
        }

        return new MergeResult(state with { Fields = merged }, verdicts);
    }

    /// <summary>Fields in which the target is not known to have the agreed value.</summary>
    public static IReadOnlyList<string> Lacking(PersonState state, string target, IEnumerable<string> fieldNames) =>
        [.. fieldNames.Where(name => state.Fields.TryGetValue(name, out var field)
            && Lacks(field, target, new FieldPolicy { Name = name, From = "", To = "" }, PlainComparison.Same))];

    /// <summary>The rule would have the target take the agreed value, and the target is not known to have it.</summary>
    public static bool Lacks(FieldState field, string target, FieldPolicy rule, SameValue same)
    {
        var known = field.Shadows.GetValueOrDefault(target);
        return field.IsAgreed && rule.Direction != Direction.None
            && !same(rule.Type, known?.Current, field.Agreed)
            && (rule.Direction == Direction.Overwrite || string.IsNullOrEmpty(known?.Current));
    }

    /// <summary>The agreed value has been on its way to the target since after this time.</summary>
    public static bool IsAsked(FieldState field, string target, FieldPolicy rule, DateTimeOffset after, SameValue same) =>
        field.Shadows.GetValueOrDefault(target) is { Asked: { } asked } known && same(rule.Type, asked.Value, field.Agreed)
        && (after + Shadow.Blur <= asked.At || known.WasAsked(known.Value, known.At, rule.Type, same));

    /// <summary>
    /// Somebody made a newer value in the target, which was not carried: what is older must not replace it. Only who lost a conflict
    /// gives way.
    /// </summary>
    public static bool IsNewerThere(FieldState field, string target) =>
        field.Shadows.GetValueOrDefault(target) is { IsEcho: false, IsOver: false, Value.Length: > 0 } known
        && (known.Since ?? known.At) > field.AgreedAt && field.AgreedBy != target && field.Conflict?.Loser.By != target;

    /// <summary>Remembers what the target was asked to take: the vendor may tell of it before the writer does.</summary>
    public static PersonState Ask(PersonState state, string target, IReadOnlyList<string> fieldNames, DateTimeOffset now)
    {
        var asked = new Dictionary<string, FieldState>(state.Fields);
        foreach (var name in fieldNames)
        {
            var field = asked[name];
            asked[name] = field.With(target, (field.Shadows.GetValueOrDefault(target) ?? new Shadow())
                .Asking(new AskedValue(field.Agreed, now.ToUniversalTime()), now - Memory));
        }

        return state with { Fields = asked };
    }

    /// <summary>Remembers what a target is known to have after a write. What is known by a newer time stays.</summary>
    /// <param name="knownAt">When it was known to stand there.</param>
    /// <param name="answeredAt">Requests of before this time are answered by it, if that is another.</param>
    public static PersonState Learn(
        PersonState state, string target, DateTimeOffset knownAt, IReadOnlyDictionary<string, string?> values,
        DateTimeOffset? answeredAt = null)
    {
        var learnt = new Dictionary<string, FieldState>(state.Fields);
        foreach (var (name, value) in values)
        {
            var field = learnt.GetValueOrDefault(name) ?? new FieldState();
            var known = field.Shadows.GetValueOrDefault(target) ?? new Shadow();
            var answered = known.Answered(value, answeredAt ?? knownAt);
            var isKnown = known.WrittenAt == knownAt && known.Written == value;
            if (knownAt >= known.At && !(knownAt < known.WrittenAt) && !isKnown)
            {
                learnt[name] = field.With(target, AfterWrite(answered, value, knownAt.ToUniversalTime()));
            }
            else if (WithEarlier(answered, value, knownAt.ToUniversalTime()) is var noted && noted != known)
            {
                learnt[name] = field.With(target, noted);
            }
        }

        return state with { Fields = learnt };
    }

    /// <summary>Remembers what a target refused. It is not known to have it, and need not be asked again for as long as nobody says it anew.</summary>
    public static PersonState Refuse(PersonState state, string target, IReadOnlyDictionary<string, string?> values)
    {
        var fields = new Dictionary<string, FieldState>(state.Fields);
        foreach (var (name, value) in values)
        {
            if (fields.GetValueOrDefault(name) is { } field)
            {
                fields[name] = field.With(target, (field.Shadows.GetValueOrDefault(target) ?? new Shadow()) with { Refused = value });
            }
        }

        return state with { Fields = fields };
    }

    /// <summary>The target has refused the agreed value before.</summary>
    public static bool IsRefused(FieldState field, string target) =>
        field.Shadows.GetValueOrDefault(target)?.Refused is { } refused && refused == field.Agreed;

    /// <summary>Lets the loser of a field's conflict have it after all.</summary>
    /// <param name="at">When somebody decided so.</param>
    /// <returns>The same state if there is no conflict to turn round.</returns>
    public static PersonState Flip(PersonState state, string fieldName, DateTimeOffset at)
    {
        if (state.Fields.GetValueOrDefault(fieldName) is not { Conflict: { } conflict } field)
        {
            return state;
        }

        // The winner may have gone on since: turned back, its newest value must come back.
        var held = field.Agreed == conflict.Winner.Value
            ? conflict.Winner
            : new Claim(field.Agreed, field.AgreedBy, field.AgreedAt, field.AgreedArrival);
        var flipped = field with
        {
            Agreed = conflict.Loser.Value,
            AgreedAt = at.ToUniversalTime(),
            AgreedBy = conflict.Loser.By,
            AgreedArrival = conflict.Loser.Arrival,
            Conflict = new Conflict { Winner = conflict.Loser, Loser = held },
        };
        return state with { Fields = new Dictionary<string, FieldState>(state.Fields) { [fieldName] = flipped } };
    }

    /// <summary>An answer that was overtaken by a later one: its echo may still come.</summary>
    private static Shadow WithEarlier(Shadow known, string? value, DateTimeOffset at) =>
        !(at < known.WrittenAt) || at <= known.WrittenAt - Memory || known.Recent?.Contains(new RecentWrite(value, at)) == true ? known
        : known with { Recent = [.. (known.Recent ?? []).Append(new RecentWrite(value, at)).OrderBy(write => write.At).TakeLast(Shadow.MostRecent)] };

    internal static Shadow AfterWrite(Shadow known, string? value, DateTimeOffset at)
    {
        var recent = known.Recent;
        if (known.WrittenAt is { } before && before < at)
        {
            recent = [.. (recent ?? []).Append(new RecentWrite(known.Written, before)).Where(write => write.At > at - Memory).TakeLast(Shadow.MostRecent)];
        }

        // Told by the vendor before the writer could.
        var isFresh = known.Value == value && known.At + Shadow.Blur > at;
        return known with { Written = value, WrittenAt = at, Refused = null, IsFresh = isFresh, Recent = recent is { Count: > 0 } ? recent : null };
    }
}
