using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>
/// Judges what is said of an opt-out. It holds from whichever side says it, and only a confirmed opt-in that is newer than all of them
/// reopens it, in whatever order they are heard of. Where it cannot be told whether a yes is new or repeated, it is new.
/// </summary>
internal static class OptOutMerge
{
    public const string Yes = "true";
    private const string No = "false";

    public static (FieldState Field, FieldVerdict Verdict) Judge(
        string name, FieldState field, string source, Stamp stated, MergeRules rules, SameValue same, Hearing? hearing)
    {
        var isCarried = rules.From(name, source).Direction != Direction.None;
        if (hearing is { IsConfirmedOptIn: true })
        {
            return isCarried ? Reopen(Split(field, source, stated, same), source, stated with { Value = No }, same) : (field, FieldVerdict.NotCarried);
        }

        var (after, verdict) = FieldMerge.Judge(name, field, source, stated, rules, same, hearing);
        after = Keep(after, source, field.Shadows.GetValueOrDefault(source), same);
        return (verdict, same(FieldType.OptOut, stated.Value, Yes)) switch
        {
            // Told late, of a look that came after our own yes.
            (FieldVerdict.Stale, true) when hearing?.Seen?.GetValueOrDefault(name) is { } written && same(FieldType.OptOut, written.Value, Yes) => (after, verdict),
            // Who opts out once more has opted out then. Of what the source has said since, a no takes nothing back.
            (FieldVerdict.Accepted or FieldVerdict.Agreed or FieldVerdict.Stale, true) when isCarried => Close(field, after, source, stated.At, stated),
            (FieldVerdict.Stale, false) when isCarried => (Split(field, source, stated, same), verdict),
            // The source says no now as well, and said yes in between.
            (FieldVerdict.Same, false) when isCarried && field.Shadows.GetValueOrDefault(source) is { IsStated: true } known && !stated.IsAfter(known) =>
                (Split(field, source, stated, same), verdict),
            _ => (after, verdict),
        };
    }

    public static bool IsOut(FieldState field) => field.Agreed == Yes;

    /// <summary>Between two yeses that were taken for one there was a no: the later one is an opt-out of its own.</summary>
    private static FieldState Split(FieldState field, string source, Stamp no, SameValue same)
    {
        var known = field.Shadows.GetValueOrDefault(source);
        return Repeated(known, same) is { } run && run.First <= no.At && no.At < run.Last
            ? Close(field, field.With(source, known! with { Since = known.Repeated is null ? run.Last : known.Since, Repeated = null }), source, run.Last, no).Field
            : field;
    }

    /// <summary>Since when a yes was repeated, as far as was told.</summary>
    private static RepeatedYes? Repeated(Shadow? known, SameValue same) => known?.Repeated
        ?? (known is { Since: { } first } && same(FieldType.OptOut, known.Value, Yes) ? new RepeatedYes(first, known.At) : null);

    // Also once the source has said no, a no of before may still be told late.
    private static FieldState Keep(FieldState after, string source, Shadow? before, SameValue same) =>
        before is { Repeated: null } && after.Shadows.GetValueOrDefault(source) is { } now && !same(FieldType.OptOut, now.Value, Yes)
        && Repeated(before, same) is { } run ? after.With(source, now with { Repeated = run }) : after;

    private static (FieldState Field, FieldVerdict Verdict) Reopen(FieldState field, string source, Stamp stated, SameValue same)
    {
        var known = field.Shadows.GetValueOrDefault(source) ?? new Shadow();
        var heard = known.IsStated && !stated.IsAfter(known) ? field : field.With(source, known with
        {
            // It was looked at after all that we had written there.
            Value = No, At = stated.At, Arrival = stated.Arrival, Delay = stated.Delay, Since = null, IsEcho = false, Asked = null, IsFresh = known.WrittenAt is not null,
        });
        heard = Keep(heard, source, known, same);
        var noted = heard with { OptInAt = field.OptInAt > stated.At ? field.OptInAt : stated.At };
        return !IsOut(field) ? (noted, FieldVerdict.Same)
            : stated.At <= field.AgreedAt ? (noted, FieldVerdict.Stale)
            : (noted with { Agreed = No, AgreedAt = stated.At, AgreedBy = source, AgreedArrival = stated.Arrival }, FieldVerdict.Accepted);
    }

    /// <param name="field">Before what was heard.</param>
    /// <param name="after">With what was heard noted.</param>
    private static (FieldState Field, FieldVerdict Verdict) Close(FieldState field, FieldState after, string source, DateTimeOffset at, Stamp stated)
    {
        if (at < field.OptInAt)
        {
            return (field with { Shadows = after.Shadows }, FieldVerdict.Stale);
        }

        var isNewer = !IsOut(field) || at > field.AgreedAt;
        return (isNewer
            ? after with { Agreed = Yes, AgreedAt = at, AgreedBy = source, AgreedArrival = stated.Arrival }
            : after with { Agreed = field.Agreed, AgreedAt = field.AgreedAt, AgreedBy = field.AgreedBy, AgreedArrival = field.AgreedArrival },
            IsOut(field) ? FieldVerdict.Agreed : FieldVerdict.Accepted);
    }
}
