using Sync.Contracts;
using Sync.Dedupe.Links;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a change comes to: what the person is like now, what to write, and what to say about it.</summary>
/// <param name="Address">The person's address from now on.</param>
/// <param name="Said">Address that the record says of itself, to be remembered with its link; null to leave what is remembered.</param>
internal sealed record Decision(
    PersonState State, IReadOnlyList<WriteRequest> Writes, OutcomeReached Outcome, string Address, string? Said = null);

/// <summary>Decides about one change of one person. Pure: repeated with the same state it decides the same.</summary>
internal static class ChangeDecision
{
    /// <summary>The system that a person's own corrections come from.</summary>
    private const string Operator = "operator";

    /// <param name="contested">What to say of the address, where somebody else has the one that the change says.</param>
    public static Decision Decide(
        SyncPolicy policy, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, DateTimeOffset now,
        string? contested = null)
    {
        var isContested = contested is not null;
        if (change.IsGone)
        {
            return RecordEnd.Gone(policy, person, state, links, change, now);
        }

        if (RecordEnd.IsBehindAnother(links, change) is { } better)
        {
            return new Decision(state, [], RecordEnd.Behind(person, change, better, now), person.Email);
        }

        if (RouteRequests.ObjectOf(change) == SyncObject.Person)
        {
            state = Deletion.Heard(state, change, now);
            state = RecordLinks.Know(policy, state, RecordLinks.With(links, RecordLinks.Of(person, change)), now);
        }

        var link = links.FirstOrDefault(link => link.Is(change));
        var fields = new Dictionary<string, string?>(change.Fields);
        // An address that is none, or is empty, is nothing to tell others: the key of a person is never taken away.
        fields.Remove("email");
        var address = EmailAddress.Normalise(change.Email);
        if (address is not null && !isContested && Addresses.IsStatement(address, link?.Email, person.Email, link is not null))
        {
            fields["email"] = address;
        }

        if (change.About == PersonChange.Company && policy.Identity.CompanyDomainOf(fields.GetValueOrDefault("domain")) is { } domain)
        {
            fields["domain"] = domain;
        }

        var merged = Merged(policy, state, link, change, fields);
        var current = merged.State.Agreed().GetValueOrDefault("email") ?? person.Email;
        var renamed = person with { Email = current };
        var routes = new RouteRequests(policy, renamed, links, change, merged.Verdicts, now);
        var after = routes.Ask(Addresses.Replaced(merged.State, person.Email, current));
        var isOld = isContested || (merged.Verdicts.TryGetValue("email", out var verdict) && verdict == FieldVerdict.Stale);
        return new Decision(
            after, routes.Writes, ChangeOutcome.Of(policy, renamed, change, merged, routes, contested, now), current, isOld ? null : address);
    }

    private static MergeResult Merged(
        SyncPolicy policy, PersonState state, LinkRow? link, PersonChange change, IReadOnlyDictionary<string, string?> said)
    {
        var what = RouteRequests.ObjectOf(change);
        var behind = link is { IsSuperseded: true } ? link.Behind : null;
        var fields = behind is null ? said : RecordBehind.News(state, behind, change.ChangedAt, said, policy.MergingOf(what), policy.Same);
        var merged = Merge.Apply(
            state, change.Source, change.ChangedAt, fields, change.DeliveryId, policy.MergingOf(what), policy.Same,
            behind is null ? new Hearing(change.Seen, change.IsByApi) : null);
        if (what == SyncObject.Person && policy.LifecycleOf(change.Source) is { } lifecycle)
        {
            merged = LifecycleKeeping.Keep(lifecycle, state, merged, change.Source, change.ChangedAt, change.DeliveryId, policy.Same);
        }

        if (behind is not null)
        {
            merged = merged with { State = RecordBehind.Heard(state, merged.State, change.Source, behind, change.ChangedAt, said) };
        }

        // Stated by a person, not by the source: what the source is known to have stays, so that its next repetition is no edit.
        // Just after the statement that it corrects: what the source has said since is newer, and a later correction is too.
        return change.Patch is not { } patch ? merged : Merge.Apply(
            merged.State, Operator, change.ChangedAt.AddTicks(change.Replay), patch, change.DeliveryId, MergeRules.LatestWins, policy.Same);
    }
}
