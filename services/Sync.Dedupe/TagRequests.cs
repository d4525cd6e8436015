using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Tags that a target shall have or lose, and lists that a person shall come on, each asked for as an operation of its own. Pure.</summary>
internal static class TagRequests
{
    /// <param name="names">Our names of the tags.</param>
    /// <param name="link">The person's record at the target; null while it is only being made.</param>
    /// <param name="key">Of what is decided; each tag is asked for under a key of its own.</param>
    public static IReadOnlyList<OperationRequest> Of(
        SyncPolicy policy, RoutePolicy route, PersonRow person, PersonState state, LinkKey? link, IReadOnlyList<string> names, string key,
        DateTimeOffset receivedAt) =>
    [
        .. names.Select(name => Of(route.Tags.First(tag => tag.Name == name), new OperationRequest
        {
            Key = $"{key}>{route.To}!{name}",
            DeliveryId = ItemKey.Read(key).DeliveryId,
            Target = route.To,
            PersonId = person.Id,
            Email = person.Email,
            Module = link?.Module,
            RecordId = link?.RecordId,
            Mark = $"{key} {name}",
            TakesOff = string.IsNullOrEmpty(state.Fields[name].Agreed),
            Mirrors = name,
            // Nobody waits for it, and there may be one for each of very many persons.
            Priority = ItemKey.Read(key).Replay > 0 ? WritePriority.Backfill : WritePriority.Replay,
            ReceivedAt = receivedAt,
            PolicyVersion = policy.Version,
        })),
    ];

    private static OperationRequest Of(FieldPolicy tag, OperationRequest request) => tag.IsToList
        ? request with { List = tag.To, UnlessOptedOut = true } : request with { Tag = tag.To };

    /// <summary>The route as one that carries its tags alone.</summary>
    public static RoutePolicy TagsOf(RoutePolicy route) => route with { Fields = route.Tags };
}
