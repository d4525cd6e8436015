using System.Security.Claims;
using System.Text.RegularExpressions;

namespace Sync.Console.Access;

/// <summary>What somebody may see of personal data: a viewer sees that it is there.</summary>
internal sealed partial class Sight
{
    public const string Hidden = "(hidden)";

    private Sight(bool isMasked) => IsMasked = isMasked;

    public bool IsMasked { get; }

    public static Sight Of(ClaimsPrincipal who) => new(!Roles.AtLeast(Roles.Operator).Any(who.IsInRole));

    /// <summary>The first letter stays, so that two of a list can be told apart.</summary>
    public string? Email(string? address) => !IsMasked || string.IsNullOrEmpty(address) ? address : $"{address[0]}***@***";

    /// <summary>Text of ours or a vendor's, which may name addresses.</summary>
    public string? Text(string? text) => !IsMasked || text is null ? text : Address().Replace(text, "***@***");

    /// <summary>Values of fields, payloads, and vendors' words about them.</summary>
    public string? Payload(string? text) => IsMasked && text is not null ? Hidden : text;

    [GeneratedRegex(@"[^\s@<>""'(),;:]+@[^\s@<>""'(),;:]+")]
    private static partial Regex Address();
}
