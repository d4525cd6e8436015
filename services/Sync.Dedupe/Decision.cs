using Sync.Contracts;
using Sync.Dedupe.Links;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a change comes to: what the person is like now, what to write, and what to say about it.</summary>
/// <param name="Address">The person's address from now on.</param>
/// <param name="Said">Address that the record says of itself, to be remembered with its link; null to leave what is remembered.</param>
internal sealed record Decision(
    PersonState State, IReadOnlyList<WriteRequest> Writes, OutcomeReached Outcome, string Address, string? Said = null)
{
    /// <summary>What is to be done at records that are not written to otherwise.</summary>
    public IReadOnlyList<OperationRequest> Operations { get; init; } = [];
}

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
        if (change.IsGone)
        {
            return RecordEnd.Gone(policy, person, state, links, change, now);
        }

        if (change.IsConfirmedOptIn && RecordEnd.IsOfAnotherRecord(links, change))
        {
            return new Decision(state, [], OptIns.OfAnotherRecord(person, change, now), person.Email);
        }

        if (RecordEnd.IsBehindAnother(links, change) is not { } better)
        {
            return Take(policy, person, state, links, change, now, contested, isOther: false);
        }

        // Of a record that does not count one word counts all the same.
        var optOut = change with { Fields = OptOuts.NewAt(policy, state, change) };
        return optOut.Fields.Count > 0
            ? Take(policy, person, state, links, optOut, now, contested, isOther: true)
            : new Decision(state, [], RecordEnd.Behind(person, change, better, now), person.Email)
            {
                Operations = links.Any(link => link.Is(change)) ? [] : OptOuts.ForNewcomer(policy, person, state, change),
            };
    }

    /// <param name="isOther">The person has a record that counts instead of the change's.</param>
    private static Decision Take(
        SyncPolicy policy, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, DateTimeOffset now,
        string? contested, bool isOther)
    {
        if (RouteRequests.ObjectOf(change) == SyncObject.Person)
        {
            state = Deletion.Heard(state, change, now);
            state = RecordLinks.Know(policy, state, RecordLinks.With(links, RecordLinks.Of(person, change)), now);
        }

        var link = links.FirstOrDefault(link => link.Is(change));
        var isForeign = contested is not null || isOther;
        var isBehind = isOther || link is { IsSuperseded: true };
        var merged = Merged(policy, state, isBehind, change, Stated(policy, person, link, change, isForeign));
        var current = merged.State.Agreed().GetValueOrDefault("email") ?? person.Email;
        var renamed = person with { Email = current };
        var routes = new RouteRequests(policy, renamed, links, change, isBehind, merged.Verdicts, now);
        var after = routes.Ask(Addresses.Replaced(merged.State, person.Email, current));
        var isOld = isForeign || (merged.Verdicts.TryGetValue("email", out var verdict) && verdict == FieldVerdict.Stale);
        return new Decision(
            after, routes.Writes, ChangeOutcome.Of(policy, renamed, change, merged, routes, contested, now), current,
            isOld ? null : EmailAddress.Normalise(change.Email))
        {
            Operations =
            [
                .. OptOuts.Beside(policy, renamed, links, change, isBehind, merged.Verdicts),
                .. OptOuts.ForBestNewcomer(policy, renamed, after, links, change, routes.Writes),
                .. routes.Tags,
            ],
        };
    }

    /// <param name="isForeign">The address that the change says is not the person's.</param>
    private static Dictionary<string, string?> Stated(SyncPolicy policy, PersonRow person, LinkRow? link, PersonChange change, bool isForeign)
    {
        var fields = new Dictionary<string, string?>(change.Fields);
        // An address that is none, or is empty, is nothing to tell others: the key of a person is never taken away.
        fields.Remove("email");
        if (!isForeign && EmailAddress.Normalise(change.Email) is { } address && Addresses.IsStatement(address, link?.Email, person.Email, link is not null))
        {
            fields["email"] = address;
        }

        if (change.About == PersonChange.Company && policy.Identity.CompanyDomainOf(fields.GetValueOrDefault("domain")) is { } domain)
        {
            fields["domain"] = domain;
        }

        return fields;
    }

    private static Hearing HearingOf(PersonChange change) =>
        new(change.Seen, change.IsByApi, (long)(change.ReceivedAt - change.ChangedAt).TotalMilliseconds) { IsConfirmedOptIn = change.IsConfirmedOptIn };

    private static MergeResult Merged(
        SyncPolicy policy, PersonState state, bool isBehind, PersonChange change, IReadOnlyDictionary<string, string?> said)
    {
        var what = RouteRequests.ObjectOf(change);
        var behind = isBehind ? RecordBehind.Name(change.Source, change.Module, change.RecordId) : null;
        var fields = behind is null ? said : RecordBehind.News(state, behind, change.ChangedAt, said, policy.MergingOf(what), policy.Same);
        var merged = Merge.Apply(
            state, change.Source, change.ChangedAt, fields, change.DeliveryId, policy.MergingOf(what), policy.Same,
            behind is null ? HearingOf(change) : null);
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
            merged.State, Operator, change.ChangedAt.AddTicks(change.Replay), OptOuts.WithoutNo(policy, patch), change.DeliveryId,
            MergeRules.LatestWins, policy.Same);
    }
}
