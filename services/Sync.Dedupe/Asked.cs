using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a target is asked for about one person, as the request for it. Pure.</summary>
internal static class Asked
{
    /// <param name="person">With the version of the decision that asks.</param>
    /// <param name="state">What is agreed by that decision.</param>
    /// <param name="target">Connection that is written to.</param>
    /// <param name="route">Route by which.</param>
    /// <param name="link">The record there; null to find or create one.</param>
    /// <param name="names">Canonical names of what it lacks; at least one.</param>
    /// <param name="key">The same decision asks under the same key. The delivery that it came from stands in front.</param>
    public static WriteRequest Of(
        SyncPolicy policy, PersonRow person, PersonState state, string target, string route, LinkKey? link, IReadOnlyList<string> names,
        string key, DateTimeOffset receivedAt)
    {
        var agreed = state.Agreed();
        return new WriteRequest
        {
            Key = key,
            DeliveryId = ItemKey.Read(key).DeliveryId,
            Target = target,
            Route = route,
            PersonId = person.Id,
            Email = agreed.GetValueOrDefault("email") ?? person.Email,
            FormerEmails = state.FormerEmails,
            Module = link?.Module,
            RecordId = link?.RecordId,
            Fields = names.ToDictionary(name => name, name => agreed.GetValueOrDefault(name)),
            Whole = names.Count == agreed.Count ? null : agreed,
            Priority = names.Any(name => OptOuts.IsYes(policy, name, agreed.GetValueOrDefault(name))) ? WritePriority.OptOut : WritePriority.Live,
            ChangedAt = names.Max(name => state.Fields[name].AgreedAt),
            ReceivedAt = receivedAt,
            Version = person.Version,
            PolicyVersion = policy.Version,
        };
    }
}
