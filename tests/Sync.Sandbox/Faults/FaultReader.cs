using System.Text.Json;
using System.Text.RegularExpressions;
using Sync.Sandbox.Control;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Faults;

/// <summary>Reads a fault from the control port's JSON and shows it there.</summary>
internal static class FaultReader
{
    private static readonly TimeSpan RegexBudget = TimeSpan.FromMilliseconds(200);

    private static readonly Dictionary<string, FaultKind> Kinds = new()
    {
        ["status"] = FaultKind.Status,
        ["reset"] = FaultKind.Reset,
        ["timeout-after-write"] = FaultKind.TimeoutAfterWrite,
        ["slow"] = FaultKind.Slow,
        ["html"] = FaultKind.Html,
        ["token-expired"] = FaultKind.TokenExpired,
        ["partial"] = FaultKind.Partial,
        ["lock"] = FaultKind.Lock,
    };

    /// <exception cref="BadControlCallException">The document names no vendor, an unknown kind or a broken expression.</exception>
    public static Fault Read(JsonElement json, DateTimeOffset now)
    {
        var kind = KindOf(json);
        return new Fault
        {
            Vendor = VendorName.Read(json),
            Kind = kind,
            Match = Expression(json.Text("match")),
            Method = json.Text("method") is { Length: > 0 } method ? method : null,
            Status = json.Int("status") ?? (kind is FaultKind.Html ? 502 : 503),
            RetryAfter = json.Int("retryAfter"),
            Rate = json.Double("rate") ?? (kind is FaultKind.Partial ? 0.5 : 1),
            Count = json.Int("count"),
            Until = json.Double("seconds") is { } seconds ? now.AddSeconds(seconds) : null,
            Delay = TimeSpan.FromMilliseconds(json.Double("delayMs") ?? (kind is FaultKind.TimeoutAfterWrite ? 120_000 : 3_000)),
            Code = json.Text("code"),
        };
    }

    public static void Write(Utf8JsonWriter json, Fault fault)
    {
        json.WriteStartObject();
        json.WriteString("vendor", fault.Vendor);
        json.WriteString("match", fault.Match?.ToString());
        json.WriteString("kind", Kinds.First(pair => pair.Value == fault.Kind).Key);
        json.WriteNumber("status", fault.Status);
        json.WriteNumber("rate", fault.Rate);
        if (fault.Count is { } count)
        {
            json.WriteNumber("count", count);
        }

        if (fault.Until is { } until)
        {
            json.WriteString("until", until);
        }

        json.WriteEndObject();
    }

    private static FaultKind KindOf(JsonElement json)
    {
        var name = json.Text("kind") ?? string.Empty;
        return Kinds.TryGetValue(name, out var kind)
            ? kind
            : throw new BadControlCallException($"Unknown kind '{name}'. Use one of: {string.Join(", ", Kinds.Keys)}.");
    }

    private static Regex? Expression(string? pattern)
    {
        try
        {
            return string.IsNullOrEmpty(pattern) ? null : new Regex(pattern, RegexOptions.CultureInvariant, RegexBudget);
        }
        catch (ArgumentException broken)
        {
            throw new BadControlCallException($"'match' is not a regular expression: {broken.Message}");
        }
    }
}
