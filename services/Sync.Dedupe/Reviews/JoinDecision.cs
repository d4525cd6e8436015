using Sync.Contracts;
using Sync.Dedupe.Links;
using Sync.Policy;

namespace Sync.Dedupe.Reviews;

/// <summary>What two persons are as one. Pure.</summary>
/// <param name="Person">The one who stays, with the version of this decision.</param>
/// <param name="Links">His records now, those that are written to first.</param>
internal sealed record JoinDecision(PersonRow Person, PersonState State, IReadOnlyList<LinkRow> Links)
{
    private const int MostFormer = 10;

    /// <param name="before">The records of the one who goes.</param>
    /// <param name="after">All records of both, as they are the one's now.</param>
    public static JoinDecision Decide(
        SyncPolicy policy, PersonRow gone, PersonRow kept, IReadOnlyCollection<LinkRow> before, IReadOnlyList<LinkRow> after, DateTimeOffset now)
    {
        var came = before.Select(link => link.Key).ToHashSet();
        var moved = after.DistinctBy(link => link.Connection).Where(link => came.Contains(link.Key)).Select(link => link.Connection).ToHashSet();
        var behind = after.Where(link => link.IsSuperseded && came.Contains(link.Key)).Select(link => (link.Connection, link.Behind)).ToList();
        var (state, former) = (kept.ReadState(), gone.ReadState());
        var lifecycle = policy.Routes.Select(route => route.Lifecycle).FirstOrDefault(each => each is not null);
        var joined = Joining.Join(state, former, moved, behind, policy.Merging, lifecycle) with
        {
            FormerEmails = Former(kept.Email, [.. state.FormerEmails ?? [], gone.Email, .. former.FormerEmails ?? []]),
        };
        return new JoinDecision(kept with { Version = kept.Version + 1 }, RecordLinks.Know(policy, joined, after, now), after);
    }

    /// <summary>What his records lack of what both knew. Only records that are known: nobody is made anywhere by this.</summary>
    public (PersonState State, IReadOnlyList<WriteRequest> Requests) Writes(
        SyncPolicy policy, ReviewRow review, DecideReview decision, DateTimeOffset now)
    {
        var (state, requests) = (State, new List<WriteRequest>());
        foreach (var route in policy.Routes.DistinctBy(route => route.To))
        {
            if (Links.FirstOrDefault(link => link.Connection == route.To) is { } link
                && RouteDeciding.Decide(route, state, isLinked: true, now, policy.Same).Write is { Count: > 0 } names)
            {
                state = Merge.Ask(state, route.To, names, now);
                requests.Add(Asked.Of(
                    policy, Person, State, route.To, route.Name, link.Key, names, $"{ReviewOutcome.KeyOf(review, decision)}>{route.To}", now));
            }
        }

        return (state, requests);
    }

    /// <summary>Where the one has opted out, the records that are not written to any more are told of it too.</summary>
    public IReadOnlyList<OperationRequest> OptOutsBehind(SyncPolicy policy, ReviewRow review, DecideReview decision, DateTimeOffset now) =>
        OptOuts.IsOut(policy, State)
            ? OptOuts.Of(policy, Person, Links.Where(link => link.IsSuperseded), ReviewOutcome.KeyOf(review, decision), now, null)
            : [];

    /// <summary>The conflicts of the one who goes are the other's now, or over.</summary>
    public IReadOnlyList<ConflictNoted> Conflicts(PersonRow gone, PersonRow kept, DateTimeOffset now)
    {
        var left = gone.ReadState();
        var over = left with { Fields = left.Fields.ToDictionary(field => field.Key, field => field.Value with { Conflict = null }) };
        return
        [
            .. ConflictNotes.Between(gone with { Version = gone.Version + 1 }, left, over, now),
            .. ConflictNotes.Between(Person, kept.ReadState(), State, now),
        ];
    }

    private static List<string>? Former(string present, IEnumerable<string> addresses) =>
        addresses.Where(address => address.Length > 0 && address != present).Distinct().Take(MostFormer).ToList() is { Count: > 0 } some ? some : null;
}
