using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Tells handoff how the field stands in which owners say how far they are with a person. Pure: told of again, a change says the
/// same again.</summary>
internal static class StatusHandover
{
    /// <returns>Null where the change does not tell the field, or where our own write made it what it is.</returns>
    public static SeenStatus? Of(SyncPolicy policy, PersonChange change, PersonRow person, PersonState state)
    {
        if (policy.Handoff.Touch is not { } touch || change.About is not null || change.IsGone || !change.Fields.ContainsKey(touch.Field)
            || !policy.Handoff.Plays.Any(play => play.Target == change.Source)
            || state.Fields.GetValueOrDefault(touch.Field)?.Shadows.GetValueOrDefault(change.Source) is not { IsStated: true, IsEcho: false } stands)
        {
            return null;
        }

        return new SeenStatus
        {
            Key = change.Key,
            DeliveryId = change.DeliveryId,
            Source = change.Source,
            PersonId = person.Id,
            Email = person.Email,
            Value = stands.Value,
            Since = stands.Since ?? stands.At,
            Trace = change.Trace,
        };
    }
}
