using System.IO.Enumeration;

namespace Sync.Policy.Plays;

/// <summary><c>touch:</c> of <c>handoff:</c>: by which field of the CRM it is seen that an owner has begun.</summary>
/// <param name="Field">Canonical name.</param>
/// <param name="Not">Values that nobody begins with, such as the one that a new lead has; a <c>*</c> stands for any letters.</param>
public sealed record TouchPolicy(string Field, IReadOnlyList<string> Not)
{
    /// <summary>The value says that somebody has begun, where it was another one before.</summary>
    public bool IsTouch(string? before, string? now) =>
        now?.Trim() is { Length: > 0 } value
        && !string.Equals(value, before?.Trim(), StringComparison.OrdinalIgnoreCase)
        && !Not.Any(each => FileSystemName.MatchesSimpleExpression(each, value));
}
