using System.Security.Cryptography;
using System.Text;

namespace Sync.Policy.Plays;

/// <summary>Where people hear of a handoff beside the CRM.</summary>
/// <param name="Name">Of a play's receivers no two have the same; null for one that its address alone tells from the others.</param>
/// <param name="Url">Is called by POST.</param>
/// <param name="Secret">The plain form is signed with it, by Standard Webhooks; null where the form is a chat's.</param>
/// <param name="AllowPrivate">Also an address inside the own network.</param>
public sealed record NotifyPolicy(string? Name, Uri Url, NotifyFormat Format, byte[]? Secret, bool AllowPrivate)
{
    private const int KeyLength = 16;

    /// <summary>By which it is known again: its name, or a digest of its address, which with chats is a secret.</summary>
    public string Key { get; } = Name ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Url.AbsoluteUri)))[..KeyLength];
}

/// <summary>What a receiver understands.</summary>
public enum NotifyFormat
{
    Json,
    Slack,
    Teams,
}
