using Sync.Contracts;
using Sync.Dedupe.Links;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Decides about records that no longer speak for their person. Pure.</summary>
internal static class RecordEnd
{
    /// <summary>
    /// The record was deleted, or merged into another. What stands elsewhere stays as it is, but for a mark where the rules want one; the
    /// person has no record there any more. What he is next goes to whatever is found there under his address, or made, if the rules let it.
    /// </summary>
    public static Decision Gone(
        SyncPolicy policy, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, DateTimeOffset now)
    {
        IReadOnlyCollection<LinkRow> left = [.. links.Where(link => !link.Is(change))];
        var isLast = !left.Any(link => link.Connection == change.Source);
        state = isLast ? state.Without(change.Source) : state;
        IReadOnlyList<WriteRequest> requests = [];
        if (RouteRequests.ObjectOf(change) == SyncObject.Person)
        {
            state = isLast ? Deletion.Gone(state, change, policy.RoutesFrom(change.Source), now) : state;
            (state, requests) = RecordLinks.Ask(policy, person, RecordLinks.Know(policy, state, left, now), left, change.Key, now);
        }

        var outcome = ChangeOutcome.About(person, change, Outcomes.Gone, now) with
        {
            Final = requests.Count == 0,
            Detail = $"'{change.Source}' no longer has the record: it was deleted, or merged into another. What stands elsewhere stays.",
        };
        return new Decision(state, requests, outcome, person.Email);
    }

    /// <summary>The module in which the person has a record that counts instead of this one; null if this one counts.</summary>
    public static string? IsBehindAnother(IReadOnlyCollection<LinkRow> links, PersonChange change) => change.BetterModules?
        .FirstOrDefault(module => links.Any(link => link.Connection == change.Source && link.Module == module));

    /// <summary>Another record of the person counts instead: one in a better module, or the one that he kept when two persons became one.</summary>
    public static bool IsOfAnotherRecord(IReadOnlyCollection<LinkRow> links, PersonChange change) =>
        IsBehindAnother(links, change) is not null || links.Any(link => link.Is(change) && link.IsSuperseded);

    public static OutcomeReached Behind(PersonRow person, PersonChange change, string better, DateTimeOffset now) =>
        ChangeOutcome.About(person, change, $"{Outcomes.Filtered}: other-record", now) with
        {
            Detail = $"The person has a record in {better}, and that one counts.",
        };
}
