namespace Sync.Policy.Plays;

/// <summary>Where people hear of a handoff beside the CRM.</summary>
/// <param name="Url">Is called by POST.</param>
/// <param name="Secret">The plain form is signed with it, by Standard Webhooks; null where the form is a chat's.</param>
/// <param name="AllowPrivate">Also an address inside the own network.</param>
public sealed record NotifyPolicy(Uri Url, NotifyFormat Format, byte[]? Secret, bool AllowPrivate);

/// <summary>What a receiver understands.</summary>
public enum NotifyFormat
{
    Json,
    Slack,
    Teams,
}
