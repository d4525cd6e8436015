using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Says what a change came to. Pure.</summary>
internal static class ChangeOutcome
{
    public static OutcomeReached Of(
        SyncPolicy policy, PersonRow person, PersonChange change, MergeResult merged, RouteRequests routes, string? contested,
        DateTimeOffset now)
    {
        var remarks = Remarks(policy, change, merged, routes);
        if (contested is not null)
        {
            remarks.Add(("email", contested));
        }

        var isEnd = routes.Writes.Count + routes.Tags.Count == 0;
        return About(person, change, isEnd ? VerdictWords.MostTelling(remarks.Select(remark => remark.Word)) : Outcomes.Passed, now) with
        {
            Final = isEnd,
            Detail = Detail(routes, remarks),
            PolicyVersion = policy.Version,
        };
    }

    /// <summary>A change's end with this outcome.</summary>
    public static OutcomeReached About(PersonRow person, PersonChange change, string outcome, DateTimeOffset now) => new()
    {
        Key = change.Key,
        DeliveryId = change.DeliveryId,
        Stage = Stages.Matched,
        Outcome = outcome,
        Final = true,
        Source = change.Source,
        Kind = change.Kind,
        Email = person.Email.Length > 0 ? person.Email : null,
        PersonId = person.Id,
        Module = change.Module,
        RecordId = change.RecordId,
        ReceivedAt = change.ReceivedAt,
        MappedAt = change.MappedAt,
        At = now,
        Trace = change.Trace,
    };

    /// <summary>What is to be said of single fields that were not simply taken on.</summary>
    private static List<(string Field, string Word)> Remarks(
        SyncPolicy policy, PersonChange change, MergeResult merged, RouteRequests routes)
    {
        var remarks = new List<(string, string)>();
        foreach (var (name, verdict) in merged.Verdicts.Where(stated => !IsFrozen(stated.Key)))
        {
            if (merged.Refused?.TryGetValue(name, out var refusal) == true)
            {
                remarks.Add((name, refusal));
            }
            else if (VerdictWords.Of(verdict, change.Source, name, merged.State, policy.MergingOf(RouteRequests.ObjectOf(change))) is { } word)
            {
                remarks.Add((name, word));
            }
            else if (routes.HeldBack?.TryGetValue(name, out var why) == true)
            {
                remarks.Add((name, why));
            }
            else if (change.IsConfirmedOptIn)
            {
                remarks.Add((name, Outcomes.OptInConfirmed));
            }
            else if (verdict == FieldVerdict.Won)
            {
                remarks.Add((name, $"conflict: {change.Source} owns it"));
            }
        }

        remarks.AddRange((change.Misses ?? []).Select(name => (name, Outcomes.PicklistMiss)));

        // Told whatever the change says of the field itself: it may only be the echo of the write that was the last one allowed.
        remarks.AddRange((routes.HeldBack?.Keys ?? []).Where(IsFrozen).Select(name => (name, RouteDeciding.Loop)));
        return remarks;

        bool IsFrozen(string name) => routes.HeldBack?.GetValueOrDefault(name) == RouteDeciding.Loop;
    }

    // What is nothing new needs no word of its own, and neither does the one reason that ends it all.
    private static string? Detail(RouteRequests routes, List<(string Field, string Word)> remarks)
    {
        var writes = routes.Writes;
        var parts = new List<string>();
        if (writes.Count > 0)
        {
            parts.Add($"{string.Join(", ", writes.SelectMany(write => write.Fields.Keys).Distinct().Order())} to "
                + string.Join(", ", writes.Select(write => write.Target)));
        }

        parts.AddRange(routes.Tags.Select(tag => tag.List is { } list ? $"list {list} of {tag.Target}"
            : $"tag {tag.Tag} {(tag.TakesOff ? "off at" : "to")} {tag.Target}"));
        parts.AddRange(remarks
            .Where(remark => remark.Word is not (Outcomes.Unchanged or Outcomes.Echo or Outcomes.Stale))
            .Select(remark => $"{remark.Field} {remark.Word}"));
        return parts.Count > 0 ? string.Join("; ", parts) : null;
    }
}
