using System.Security.Cryptography;
using System.Text;

namespace Sync.Policy.Plays;

/// <summary>Where people hear of a handoff beside the CRM.</summary>
/// <param name="Name">Of a play's receivers no two have the same; null for one that its address alone tells from the others.</param>
public abstract record NotifyPolicy(string? Name, NotifyFormat Format, string Address)
{
    private const int KeyLength = 16;

    /// <summary>By which it is known again: its name, or a digest of its address, which with chats is a secret.</summary>
    public string Key { get; } = Name ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Address)))[..KeyLength];

    /// <summary>Where it stands, for a person to read; without what is secret.</summary>
    public abstract string Place { get; }
}

/// <summary>Is called by POST.</summary>
/// <param name="Secret">The plain form is signed with it, by Standard Webhooks; null where the form is a chat's.</param>
/// <param name="AllowPrivate">Also an address inside the own network.</param>
public sealed record CallPolicy(string? Name, Uri Url, NotifyFormat Format, byte[]? Secret, bool AllowPrivate)
    : NotifyPolicy(Name, Format, Url.AbsoluteUri)
{
    public override string Place => $"{Format} at {Url.Host}";
}

/// <summary>Is written to.</summary>
/// <param name="To">One address.</param>
public sealed record MailPolicy(string? Name, string To) : NotifyPolicy(Name, NotifyFormat.Email, $"mailto:{To}")
{
    public override string Place => $"e-mail to {To}";
}

/// <summary>What a receiver understands.</summary>
public enum NotifyFormat
{
    Json,
    Slack,
    Teams,
    Email,
}
