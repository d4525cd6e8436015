using System.Text;
using System.Text.Json;

namespace Sync.Connectors.Http;

/// <summary>A vendor's answer, at whatever status.</summary>
/// <param name="CreditsLeft">What the vendor says is left of the day's allowance; null if it says nothing.</param>
internal sealed record VendorReply(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter, long? CreditsLeft)
{
    private const int LongestExcerpt = 300;

    private readonly Lazy<JsonElement?> _json = new(() => Parsing.Json.Parse(Body));

    /// <summary>The vendor's clock when it answered; null if it does not say.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Null if the body is not JSON: empty, or a page of something in front of the vendor.</summary>
    public JsonElement? Json => _json.Value;

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsPage => Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    public string Code => $"HTTP {Status}";

    /// <summary>The body in words for people, shortened; of a page only that it is one.</summary>
    public string Excerpt => Body.IsEmpty ? "(no content)" : IsPage ? "(a web page)" : Shorten(Encoding.UTF8.GetString(Body.Span));

    public static string Shorten(string? text)
    {
        var line = string.Join(' ', (text ?? "").Replace("\0", "", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestExcerpt ? line : line[..LongestExcerpt] + "…";
    }
}
