using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Decides about records that no longer speak for their person. Pure.</summary>
internal static class RecordEnd
{
    /// <summary>
    /// The record was deleted, or merged into another. What stands elsewhere stays as it is; the person has no record there any more, and
    /// what he is next goes to whatever is found there under his address, or made.
    /// </summary>
    public static Decision Gone(
        PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, DateTimeOffset now)
    {
        var isLast = !links.Any(link => link.Connection == change.Source && !link.Is(change));
        var outcome = ChangeOutcome.About(person, change, Outcomes.Gone, now) with
        {
            Detail = $"'{change.Source}' no longer has the record: it was deleted, or merged into another. What stands elsewhere stays.",
        };
        return new Decision(isLast ? state.Without(change.Source) : state, [], outcome, person.Email);
    }

    /// <summary>The module in which the person has a record that counts instead of this one; null if this one counts.</summary>
    public static string? IsBehindAnother(IReadOnlyCollection<LinkRow> links, PersonChange change) => change.BetterModules?
        .FirstOrDefault(module => links.Any(link => link.Connection == change.Source && link.Module == module));

    public static OutcomeReached Behind(PersonRow person, PersonChange change, string better, DateTimeOffset now) =>
        ChangeOutcome.About(person, change, $"{Outcomes.Filtered}: other-record", now) with
        {
            Detail = $"The person has a record in {better}, and that one counts.",
        };
}
