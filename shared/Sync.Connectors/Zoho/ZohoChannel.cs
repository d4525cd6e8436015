using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A notification channel as Zoho has it.</summary>
/// <param name="Events">Each with its own name: <c>all</c> is told as the three that it stands for.</param>
/// <param name="ExpiresAt">The earliest of its modules.</param>
internal sealed record ZohoChannel(string Id, string? Address, IReadOnlySet<string> Events, string? Token, DateTimeOffset? ExpiresAt)
{
    private static readonly string[] Every = ["create", "edit", "delete"];

    /// <summary>Zoho lists a channel once for each of its modules.</summary>
    public static IReadOnlyList<ZohoChannel> From(IEnumerable<JsonElement> rows) => [.. rows
        .Where(row => row.Member("channel_id").Text() is { Length: > 0 })
        .GroupBy(row => row.Member("channel_id").Text()!)
        .Select(channel => new ZohoChannel(
            channel.Key,
            channel.Select(row => row.Member("notify_url").Text()).FirstOrDefault(address => address is not null),
            Expand(channel.SelectMany(row => row.Member("events").Items()).Select(each => each.Text()).OfType<string>()),
            channel.Select(row => row.Member("token").Text()).FirstOrDefault(token => token is not null),
            channel.Select(row => IsoTime.Parse(row.Member("channel_expiry").Text())).Min()))];

    public static HashSet<string> Expand(IEnumerable<string> kinds) => [.. kinds.SelectMany(kind =>
        kind.EndsWith(".all", StringComparison.Ordinal) ? Every.Select(each => kind[..^3] + each) : [kind])];

    public bool IsTo(Uri address) => Address == address.OriginalString
        || (Uri.TryCreate(Address, UriKind.Absolute, out var url) && url.AbsoluteUri == address.AbsoluteUri);
}
