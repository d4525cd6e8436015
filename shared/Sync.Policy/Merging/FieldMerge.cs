using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>Judges one statement of one source about one field.</summary>
/// <param name="isFresh">Whether it tells of the time after our last write; null where only clocks can tell.</param>
/// <param name="isByApi">Whether it came about as our own writes do; null where the source does not say.</param>
internal readonly struct FieldMerge(
    string name, FieldState field, string source, Stamp stated, MergeRules rules, SameValue same, bool? isFresh = null, bool? isByApi = null)
{
    public static (FieldState Field, FieldVerdict Verdict) Judge(
        string name, FieldState field, string source, Stamp stated, MergeRules rules, SameValue same, Hearing? hearing)
    {
        var known = field.Shadows.GetValueOrDefault(source);
        if (known is { IsStated: true } && !stated.IsAfter(known))
        {
            return (field, same(rules.TypeOf(name), known.Value, stated.Value) ? FieldVerdict.Same : FieldVerdict.Stale);
        }

        if (hearing?.Seen?.GetValueOrDefault(name) is not { } write)
        {
            return new FieldMerge(name, field, source, stated, rules, same, null, hearing?.IsByApi).ByClocks(known);
        }

        // What was seen of our write is learnt with it: its answer may come later.
        var at = write.KnownAt.ToUniversalTime();
        var learnt = (known ?? new Shadow()).Answered(write.Value, at);
        learnt = learnt.WrittenAt >= at ? learnt : Merge.AfterWrite(learnt, write.Value, at);
        var isFresh = learnt.WrittenAt == at;
        return new FieldMerge(name, field.With(source, learnt), source, stated, rules, same, isFresh).AfterWrite(learnt, write.Value);
    }

    /// <summary>The record was read after this write of ours and before any later one.</summary>
    private (FieldState Field, FieldVerdict Verdict) AfterWrite(Shadow known, string? written)
    {
        var isTold = isFresh == true && known.IsFresh;
        return !IsSame(isTold ? known.Value : written) ? Statement(known)
            : isTold ? (Again(known, isOver: false), FieldVerdict.Same)
            : (Seen(isEcho: true), FieldVerdict.Echo);
    }

    private (FieldState Field, FieldVerdict Verdict) ByClocks(Shadow? known) =>
        known is not null && (field.IsAgreed || known.IsStated) && Repetition(known) is { } repetition ? repetition : Statement(known);

    private FieldType Type => rules.TypeOf(name);

    /// <summary>Not an edit: the source tells what it was known to have, before our last write or after it.</summary>
    private (FieldState Field, FieldVerdict Verdict)? Repetition(Shadow known)
    {
        if (known.Asked is { } asked && IsSame(asked.Value) && stated.At + Shadow.Blur > asked.First)
        {
            // The vendor told of our write before the writer did.
            return (Seen(isEcho: true, isAnswered: true), FieldVerdict.Echo);
        }

        // Likewise, while the next one is on its way already. Who types in that moment what was just replaced is told from us by the source.
        if (isByApi != false && known.WasAsked(stated.Value, stated.At, Type, same))
        {
            return (Seen(isEcho: true, isOver: known.IsAroundWrite(stated.At)), FieldVerdict.Echo);
        }

        if (known.IsOver && IsSame(known.Written))
        {
            return (Seen(isEcho: true), FieldVerdict.Echo);
        }

        if (known.IsStated && IsSame(known.Value) && (!known.IsOver || known.IsBeforeWrite(stated.At)))
        {
            // Stated again later: what the source said in between, and comes in after this, is over.
            return (Again(known, known.IsOver), FieldVerdict.Same);
        }

        // Sent before our write and come after it. It says nothing new, and must not seem to be what stands there now.
        if (known.IsAroundWrite(stated.At))
        {
            return known.IsStated && IsSame(known.Value) ? (Again(known, isOver: true), FieldVerdict.Same)
                : known.WasWritten(stated.Value, Type, same) ? (Seen(isEcho: true, isOver: true), FieldVerdict.Echo)
                : null;
        }

        return null;
    }

    private (FieldState Field, FieldVerdict Verdict) Statement(Shadow? known)
    {
        if (field.IsAgreed && IsSame(field.Agreed))
        {
            return (Seen(isEcho: true), FieldVerdict.Agreed);
        }

        if (Type == FieldType.OptOut)
        {
            return !IsSame(OptOutMerge.Yes) ? (Seen(), FieldVerdict.Same)
                : rules.From(name, source).Direction == Direction.None ? (Seen(), FieldVerdict.NotCarried)
                : (Accept(null), FieldVerdict.Accepted);
        }

        // Nothing is no claim before anything was known: a contact that has no company yet does not delete the lead's.
        if (!field.IsAgreed && string.IsNullOrEmpty(stated.Value))
        {
            return (Seen(), FieldVerdict.Same);
        }

        var hasSeen = known is not null && (isFresh ?? !known.IsBeforeWrite(stated.At)) && same(Type, known.Current, field.Agreed);
        var way = !field.IsAgreed || field.AgreedBy == source ? rules.From(name, source) : rules.Between(name, source, field.AgreedBy);
        return way.Direction switch
        {
            Direction.None => (Seen(), FieldVerdict.NotCarried),
            Direction.Fill when IsTaken() => (Fill(way), FieldVerdict.Filled),
            _ when !field.IsAgreed || field.AgreedBy == source || hasSeen => (Follow(), FieldVerdict.Accepted),
            Direction.Fill => (Accept(null), FieldVerdict.Accepted),
            _ => AgainstAnother(way),
        };
    }

    /// <summary>The source did not know the agreed value, which another system made.</summary>
    private (FieldState Field, FieldVerdict Verdict) AgainstAnother(FieldRule way)
    {
        // Nothing is no claim against something: a record made without a phone does not delete the one that another system knows.
        if (string.IsNullOrEmpty(stated.Value))
        {
            return (Seen() with { Conflict = field.Conflict?.Loser.By == source ? null : field.Conflict }, FieldVerdict.Same);
        }

        // The other may not replace what is here, so that it yields to it.
        if (string.IsNullOrEmpty(field.Agreed) || rules.Between(name, field.AgreedBy, source).Direction != Direction.Overwrite)
        {
            return (Accept(null), FieldVerdict.Accepted);
        }

        var agreed = new Claim(field.Agreed, field.AgreedBy, field.AgreedAt, field.AgreedArrival);
        if (way.Owner == source)
        {
            return (Accept(new Conflict { Winner = Mine, Loser = agreed }), FieldVerdict.Won);
        }

        if (way.Owner == field.AgreedBy)
        {
            return (Seen() with { Conflict = new Conflict { Winner = agreed, Loser = Mine } }, FieldVerdict.Lost);
        }

        return stated.CompareTo(Stamp.Of(field)) < 0 ? (Seen(), FieldVerdict.Stale) : (Accept(null), FieldVerdict.Accepted);
    }

    /// <summary>Some system that the source may only fill has a value.</summary>
    private bool IsTaken()
    {
        if (field.IsAgreed && field.AgreedBy != source)
        {
            return !string.IsNullOrEmpty(field.Agreed);
        }

        foreach (var (system, shadow) in field.Shadows)
        {
            if (system != source && !string.IsNullOrEmpty(shadow.Current)
                && rules.Between(name, source, system).Direction == Direction.Fill)
            {
                return true;
            }
        }

        return false;
    }

    // The source's own value moves on; it only does not go where something stands. Where both may only fill, the owner's is the agreed one.
    private FieldState Fill(FieldRule way) =>
        !field.IsAgreed || field.AgreedBy == source ? Follow()
        : way.Owner == source && !string.IsNullOrEmpty(stated.Value)
            && rules.Between(name, field.AgreedBy, source).Direction == Direction.Fill ? Accept(null)
        : Seen();

    // Who has seen a value and changes it comes after it, whatever the two clocks say.
    private FieldState Follow()
    {
        var conflict = field.AgreedBy == source && field.Conflict?.Winner.By == source ? field.Conflict : null;
        return conflict is not null && string.IsNullOrEmpty(stated.Value) && IsStillThere(conflict.Loser)
            ? Yield(conflict.Loser)
            : Accept(conflict is null ? null : conflict with { Winner = Mine }) with
            {
                AgreedAt = stated.At > field.AgreedAt ? stated.At : field.AgreedAt,
            };
    }

    // The winner withdrew, and the loser's value was not replaced yet.
    private FieldState Yield(Claim loser) => Seen() with
    {
        Agreed = loser.Value,
        AgreedAt = loser.At,
        AgreedBy = loser.By,
        AgreedArrival = loser.Arrival,
        Conflict = null,
    };

    private bool IsStillThere(Claim loser) => same(Type, field.Shadows.GetValueOrDefault(loser.By)?.Current, loser.Value);

    private Claim Mine => new(stated.Value, source, stated.At, stated.Arrival);

    private FieldState Accept(Conflict? conflict) => Seen() with
    {
        Agreed = stated.Value,
        AgreedAt = stated.At,
        AgreedBy = source,
        AgreedArrival = stated.Arrival,
        Conflict = conflict,
    };

    private FieldState Again(Shadow known, bool isOver) => field.With(source, known with
    {
        Value = stated.Value,
        At = stated.At,
        Arrival = stated.Arrival,
        Delay = stated.Delay,
        Since = known.Since ?? known.At,
        IsFresh = !isOver && known.IsFresh,
    });

    private FieldState Seen(bool isEcho = false, bool isOver = false, bool isAnswered = false)
    {
        var known = field.Shadows.GetValueOrDefault(source) ?? new Shadow();
        return field.With(source, known with
        {
            Value = stated.Value,
            At = stated.At,
            Arrival = stated.Arrival,
            Delay = stated.Delay,
            Since = null,
            IsEcho = isEcho,
            Asked = isAnswered ? null : known.Asked,
            IsFresh = isFresh ?? (known.WrittenAt is not null && !isOver && !known.IsBeforeWrite(stated.At)),
        });
    }

    private bool IsSame(string? other) => same(Type, other, stated.Value);
}
