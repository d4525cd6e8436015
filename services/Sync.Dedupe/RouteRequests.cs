using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Asks along each route for what its target lacks, after one change.</summary>
internal sealed class RouteRequests(
    SyncPolicy policy, PersonRow person, IEnumerable<LinkRow> links, PersonChange change, bool isBehind,
    IReadOnlyDictionary<string, FieldVerdict> verdicts, DateTimeOffset now)
{
    private List<WriteRequest>? _writes;
    private Dictionary<string, string>? _heldBack;

    public IReadOnlyList<WriteRequest> Writes => _writes ?? [];

    private List<OperationRequest>? _tags;

    /// <summary>Tags to put on and to take off. Where nothing else is asked for, the delivery ends with them.</summary>
    public IReadOnlyList<OperationRequest> Tags => _tags is null ? [] : [.. _tags.Select(tag => tag with { EndsDelivery = Writes.Count == 0 })];

    /// <summary>Canonical field name to why a target that lacks it does not get it.</summary>
    public IReadOnlyDictionary<string, string>? HeldBack => _heldBack;

    public static SyncObject ObjectOf(PersonChange change) =>
        change.About == PersonChange.Company ? SyncObject.Company : SyncObject.Person;

    // Whatever the target is not known to have is asked for, also by a change that brings nothing new: an earlier write may
    // have failed, or its message may be gone with a broker's data.
    public PersonState Ask(PersonState state)
    {
        foreach (var route in policy.RoutesFrom(change.Source, ObjectOf(change)))
        {
            state = Ask(route, state, links.FirstOrDefault(link => link.Connection == route.To), Choice(route),
                field => OnItsWay.SinceAnothers(verdicts.TryGetValue(field, out var verdict) ? verdict : null, now));
        }

        // The source itself may have lost a conflict, or lack what others know.
        foreach (var route in policy.RoutesTo(change.Source, ObjectOf(change)))
        {
            var link = isBehind
                ? links.First(link => link.Connection == change.Source)
                : new LinkRow(change.Source, change.Module, change.RecordId, person.Id);
            state = Ask(route, state, link, null, field => OnItsWay.SinceOwn(field, change.ChangedAt, change.Seen?.Keys, now));
        }

        return state;
    }

    private PersonState Ask(RoutePolicy route, PersonState state, LinkRow? link, RouteChoice? choice,
        Func<string, DateTimeOffset?> onItsWaySince)
    {
        var barred = choice?.Rule is { } rule && !(choice.OnlyNew && link is not null) ? $"{Outcomes.Filtered}: {rule}"
            // Nobody could say whether he is there already, and a call without an answer could not be looked up.
            : link is null && person.Email.Length == 0 ? $"{Outcomes.Filtered}: no-email" : null;
        var decision = RouteDeciding.Decide(route, state, link is not null, now, policy.Same, barred, onItsWaySince);
        Hold(decision);
        state = AskForTags(route, state, link, barred);
        if (decision.Write.Count == 0)
        {
            return state;
        }

        (_writes ??= []).Add(Request(link is null ? choice?.CreateAs ?? route.Name : route.Name, route.To, state, link, decision.Write));
        return Merge.Ask(state, route.To, decision.Write, now);
    }

    private PersonState AskForTags(RoutePolicy route, PersonState state, LinkRow? link, string? barred)
    {
        if (route.Tags.Count == 0)
        {
            return state;
        }

        var decision = RouteDeciding.Decide(TagRequests.TagsOf(route), state, link is not null, now, policy.Same, barred, name => SinceOfTag(state.Fields[name]));
        Hold(decision);
        // Who has no record yet has no tag to lose.
        var names = decision.Write.Where(name => link is not null || !string.IsNullOrEmpty(state.Fields[name].Agreed))
            .Except(Unwanted(route, state, decision.Write)).ToList();
        (_tags ??= []).AddRange(TagRequests.Of(policy, route, person, state, link?.Key, names, change.Key, change.ReceivedAt)
            .Select(request => request with { Trace = change.Trace }));
        return names.Count == 0 ? state : Merge.Ask(state, route.To, names, now);
    }

    // Who wants no mail comes on no list.
    private List<string> Unwanted(RoutePolicy route, PersonState state, IReadOnlyList<string> names)
    {
        var lists = route.Tags.Where(tag => tag.IsToList && names.Contains(tag.Name)).Select(tag => tag.Name).ToList();
        if (lists.Count == 0 || !OptOuts.IsOut(policy, state))
        {
            return [];
        }

        foreach (var name in lists)
        {
            (_heldBack ??= [])[name] = Outcomes.Consent;
        }

        return lists;
    }

    // Each request is a call of its own, so that whoever only repeats what is on its way does not ask. Who said it asks, should he come twice.
    private DateTimeOffset? SinceOfTag(FieldState tag) =>
        change.Replay > 0 || tag.AgreedArrival == change.DeliveryId ? null : now - OnItsWay.Patience;

    private void Hold(RouteDecision decision)
    {
        foreach (var (name, why) in decision.HeldBack)
        {
            (_heldBack ??= [])[name] = why;
        }
    }

    private RouteChoice? Choice(RoutePolicy route)
    {
        foreach (var choice in change.Routes ?? [])
        {
            if (choice.Route == route.Name)
            {
                return choice;
            }
        }

        return null;
    }

    private WriteRequest Request(string route, string target, PersonState state, LinkRow? link, IReadOnlyList<string> names)
    {
        var request = Asked.Of(policy, person, state, target, route, link?.Key, names, $"{change.Key}>{target}", change.ReceivedAt);
        return request with
        {
            DeliveryId = change.DeliveryId,
            Priority = PlayHandover.PriorityOf(policy, change, request.Priority),
            Trace = change.Trace,
        };
    }
}
