using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a change comes to: what the person is like now, what to write, and what to say about it.</summary>
internal sealed record Decision(PersonState State, IReadOnlyList<WriteRequest> Writes, OutcomeReached Outcome);

/// <summary>Decides about one change of one person. Pure: repeated with the same state it decides the same.</summary>
internal static class ChangeDecision
{
    /// <summary>The system that a person's own corrections come from.</summary>
    private const string Operator = "operator";

    public static Decision Decide(
        SyncPolicy policy, PersonRow person, PersonState state, IEnumerable<LinkRow> links, PersonChange change, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string?>(change.Fields);
        if (EmailAddress.Normalise(change.Email) is { } email)
        {
            fields["email"] = email;
        }

        var merged = Merge.Apply(state, change.Source, change.ChangedAt, fields, change.DeliveryId);
        if (change.Patch is { } patch)
        {
            // Stated by a person, not by the source: what the source is known to have stays, so that its next repetition is no edit.
            // Just after the statement that it corrects: what the source has said since is newer, and a later correction is too.
            merged = Merge.Apply(merged.State, Operator, change.ChangedAt.AddTicks(change.Replay), patch, change.DeliveryId);
        }

        var writes = policy.RoutesFrom(change.Source)
            .Select(route => Request(policy, route, person, merged.State, links, change))
            .OfType<WriteRequest>().ToList();
        return new Decision(merged.State, writes, Tell(policy, person, change, merged, writes, now));
    }

    // Whatever the target is not known to have is asked for, also by a change that brings nothing new: an earlier write may
    // have failed, or its message may be gone with a broker's data.
    private static WriteRequest? Request(
        SyncPolicy policy, RoutePolicy route, PersonRow person, PersonState state, IEnumerable<LinkRow> links, PersonChange change)
    {
        var lacking = Merge.Lacking(state, route.To, route.Fields.Select(field => field.Name));
        if (lacking.Count == 0)
        {
            return null;
        }

        var agreed = state.Agreed();
        var link = links.FirstOrDefault(link => link.Connection == route.To);
        return new WriteRequest
        {
            Key = $"{change.Key}>{route.To}",
            DeliveryId = change.DeliveryId,
            Target = route.To,
            Route = route.Name,
            PersonId = person.Id,
            Email = agreed.GetValueOrDefault("email") ?? person.Email,
            Module = link?.Module,
            RecordId = link?.RecordId,
            Fields = lacking.ToDictionary(name => name, name => agreed.GetValueOrDefault(name)),
            Whole = lacking.Count == agreed.Count ? null : agreed,
            Priority = change.Replay > 0 ? WritePriority.Replay : WritePriority.Live,
            ChangedAt = lacking.Max(name => state.Fields[name].AgreedAt),
            ReceivedAt = change.ReceivedAt,
            Version = person.Version,
            PolicyVersion = policy.Version,
            Trace = change.Trace,
        };
    }

    private static OutcomeReached Tell(
        SyncPolicy policy, PersonRow person, PersonChange change, MergeResult merged, List<WriteRequest> writes, DateTimeOffset now)
    {
        // An old statement mostly says some values that still hold, the address above all: they make it no newer.
        var isStale = merged.Verdicts.Values.Contains(FieldVerdict.Stale)
            && merged.Verdicts.Values.All(verdict => verdict is FieldVerdict.Stale or FieldVerdict.Same);
        return new OutcomeReached
        {
            Key = change.Key,
            DeliveryId = change.DeliveryId,
            Stage = Stages.Matched,
            Outcome = writes.Count > 0 ? Outcomes.Passed : isStale ? Outcomes.Stale : Outcomes.Unchanged,
            Final = writes.Count == 0,
            Detail = writes.Count > 0
                ? $"{string.Join(", ", writes.SelectMany(write => write.Fields.Keys).Distinct().Order())} to {string.Join(", ", writes.Select(write => write.Target))}"
                : null,
            Source = change.Source,
            Kind = change.Kind,
            Email = person.Email,
            PersonId = person.Id,
            Module = change.Module,
            RecordId = change.RecordId,
            ReceivedAt = change.ReceivedAt,
            MappedAt = change.MappedAt,
            At = now,
            PolicyVersion = policy.Version,
            Trace = change.Trace,
        };
    }
}
