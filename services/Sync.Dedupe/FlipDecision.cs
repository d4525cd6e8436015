using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a person's word on a conflict comes to.</summary>
/// <param name="Note">How the conflict stands now.</param>
/// <param name="Outcome">What to tell; null if nothing was done.</param>
/// <param name="Address">The person's address from now on.</param>
internal sealed record FlipDecision(
    PersonState State, IReadOnlyList<WriteRequest> Writes, ConflictNoted Note, OutcomeReached? Outcome, string Address)
{
    /// <summary>Decides. Pure.</summary>
    /// <param name="person">With the version that this decision has if it is carried out.</param>
    public static FlipDecision Decide(
        SyncPolicy policy, PersonRow person, PersonState state, IEnumerable<LinkRow> links, FlipConflict flip, DateTimeOffset now)
    {
        if (state.Fields.GetValueOrDefault(flip.Field) is not { Conflict: { } conflict } field || !IsAsSeen(field, conflict, flip))
        {
            return new FlipDecision(state, [], Refusal(person, state, flip, now), null, person.Email);
        }

        var after = Merge.Flip(state, flip.Field, now);
        var address = after.Agreed().GetValueOrDefault("email") ?? person.Email;
        after = Addresses.Replaced(after, person.Email, address);
        person = person with { Email = address };
        var writes = new List<WriteRequest>();
        foreach (var route in policy.Routes.DistinctBy(route => route.To))
        {
            // Only records that are known: nobody is made anywhere by turning a field round.
            if (links.FirstOrDefault(link => link.Connection == route.To) is { } link
                && RouteDeciding.Decide(route, after, isLinked: true, now, policy.Same).Write.Contains(flip.Field))
            {
                after = Merge.Ask(after, route.To, [flip.Field], now);
                writes.Add(Asked.Of(
                    policy, person, after, route.To, route.Name, link.Key, [flip.Field], $"{KeyOf(flip, conflict.Loser)}>{route.To}", now));
            }
        }

        var note = ConflictNotes.Open(person, flip.Field, after.Fields[flip.Field], now) with { Flip = flip.Id };
        return new FlipDecision(after, writes, note, Told(policy, person, writes, flip, conflict.Loser, now), address);
    }

    // By what was seen, not by times: those have passed through a database that knows them less exactly.
    private static bool IsAsSeen(FieldState field, Conflict conflict, FlipConflict flip) =>
        (field.Agreed, field.AgreedBy, conflict.Loser.Value, conflict.Loser.By)
            == (flip.Winner.Value, flip.Winner.By, flip.Loser.Value, flip.Loser.By);

    private static ConflictNoted Refusal(PersonRow person, PersonState state, FlipConflict flip, DateTimeOffset now)
    {
        var before = person with { Version = person.Version - 1 };
        var note = state.Fields.GetValueOrDefault(flip.Field) is { Conflict: not null } field
            ? ConflictNotes.Open(before, flip.Field, field, now)
            : new ConflictNoted
            {
                PersonId = person.Id, Email = person.Email, Field = flip.Field, Winner = flip.Winner, Loser = flip.Loser, IsOpen = false,
                Version = before.Version, At = now,
            };
        return note with { Flip = flip.Id, IsRefused = true };
    }

    private static OutcomeReached Told(
        SyncPolicy policy, PersonRow person, List<WriteRequest> writes, FlipConflict flip, Claim kept, DateTimeOffset now) => new()
    {
        Key = KeyOf(flip, kept),
        DeliveryId = kept.Arrival,
        Stage = Stages.Matched,
        Outcome = Outcomes.Flipped,
        Final = false,
        Detail = $"{flip.Field} of {kept.By} holds now, decided by {flip.By}; "
            + (writes.Count == 0 ? "no rule carries it anywhere" : $"to {string.Join(", ", writes.Select(write => write.Target))}"),
        Source = kept.By,
        Email = person.Email,
        PersonId = person.Id,
        ReceivedAt = now,
        At = now,
        PolicyVersion = policy.Version,
    };

    // Told under the delivery that brought the value, which has ended long ago: it stands where people look for it.
    private static string KeyOf(FlipConflict flip, Claim kept) => $"{kept.Arrival}~{flip.Id:N}";
}
