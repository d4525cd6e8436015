using System.Globalization;
using Sync.Contracts;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>
/// Holds persons to the steps of their lifecycle after a merge. What is not allowed stays noted as what the source has, so that the agreed
/// stage is written back there; when a stage was first reached is set once and never moved. Pure.
/// </summary>
public static class LifecycleKeeping
{
    /// <summary>The system that the times of stages come from.</summary>
    private const string Own = "lifecycle";

    /// <param name="before">What was known before the merge.</param>
    /// <param name="merged">What the merge made of a statement of the source.</param>
    /// <param name="at">Source time of the statement.</param>
    public static MergeResult Keep(
        LifecyclePolicy lifecycle, PersonState before, MergeResult merged, string source, DateTimeOffset at, long arrival, SameValue same)
    {
        var refused = new Dictionary<string, string>();
        var fields = new Dictionary<string, FieldState>(merged.State.Fields);
        var (from, to) = (Stage(before), Stage(merged.State));
        if (!lifecycle.Allows(from, to))
        {
            Hold(LifecyclePolicy.Field, $"{Outcomes.Filtered}: step {from} to {(string.IsNullOrEmpty(to) ? "nothing" : to)}");
        }

        foreach (var stage in lifecycle.Stages.Where(stage => stage.HasSince))
        {
            if (Agreed(before, stage.Since) is { Length: > 0 } first && !same(FieldType.DateTime, first, Agreed(merged.State, stage.Since)))
            {
                Hold(stage.Since, $"{Outcomes.Filtered}: set-once");
            }
        }

        var state = Reached(lifecycle, merged.State with { Fields = fields }, at, arrival, same);
        return merged with { State = state, Refused = refused.Count > 0 ? refused : null };

        void Hold(string name, string why)
        {
            fields[name] = Held(before.Fields[name], merged.State.Fields[name], source);
            refused[name] = why;
        }
    }

    private static PersonState Reached(LifecyclePolicy lifecycle, PersonState state, DateTimeOffset at, long arrival, SameValue same)
    {
        if (lifecycle.Find(Stage(state)) is not { HasSince: true } stage || Agreed(state, stage.Since) is { Length: > 0 })
        {
            return state;
        }

        var since = at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        var time = new Dictionary<string, string?> { [stage.Since] = since };
        return Merge.Apply(state, Own, at, time, arrival, MergeRules.LatestWins, same).State;
    }

    // The source is told as the loser of a conflict: it gives way, and its value is kept beside.
    private static FieldState Held(FieldState before, FieldState after, string source)
    {
        var known = after.Shadows[source];
        return before with
        {
            Shadows = after.Shadows,
            Conflict = new Conflict
            {
                Winner = new Claim(before.Agreed, before.AgreedBy, before.AgreedAt, before.AgreedArrival),
                Loser = new Claim(known.Value, source, known.At, known.Arrival),
            },
        };
    }

    private static string? Stage(PersonState state) => Agreed(state, LifecyclePolicy.Field);

    private static string? Agreed(PersonState state, string name) => state.Fields.GetValueOrDefault(name)?.Agreed;
}
