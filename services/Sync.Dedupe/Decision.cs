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

        var what = RouteRequests.ObjectOf(change);
        if (what == SyncObject.Company && policy.Identity.CompanyDomainOf(fields.GetValueOrDefault("domain")) is { } domain)
        {
            fields["domain"] = domain;
        }

        var merged = Merge.Apply(state, change.Source, change.ChangedAt, fields, change.DeliveryId, policy.MergingOf(what), policy.Same,
            new Hearing(change.Seen, change.IsByApi));
        if (what == SyncObject.Person && policy.LifecycleOf(change.Source) is { } lifecycle)
        {
            merged = LifecycleKeeping.Keep(lifecycle, state, merged, change.Source, change.ChangedAt, change.DeliveryId, policy.Same);
        }

        if (change.Patch is { } patch)
        {
            // Stated by a person, not by the source: what the source is known to have stays, so that its next repetition is no edit.
            // Just after the statement that it corrects: what the source has said since is newer, and a later correction is too.
            merged = Merge.Apply(
                merged.State, Operator, change.ChangedAt.AddTicks(change.Replay), patch, change.DeliveryId, MergeRules.LatestWins, policy.Same);
        }

        var routes = new RouteRequests(policy, person, links, change, now);
        var after = routes.Ask(merged.State);
        return new Decision(after, routes.Writes, ChangeOutcome.Of(policy, person, change, merged, routes, now));
    }
}
