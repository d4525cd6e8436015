using System.Text;
using System.Text.Json;

namespace Sync.Connectors.Tests;

/// <summary>What a test needs and does not care about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Received = new(2026, 3, 4, 16, 0, 0, TimeSpan.Zero);

    public static WebhookBody Form(string form, string? query = null) =>
        new("application/x-www-form-urlencoded", query, Encoding.UTF8.GetBytes(form), Received);

    public static WebhookBody Json(string json, string? query = null) =>
        new("application/json", query, Encoding.UTF8.GetBytes(json), Received);

    /// <summary>As the vendor's servers write a form: brackets, commas and all else escaped, spaces as plus signs.</summary>
    public static string Encode(params (string Name, string Value)[] pairs) =>
        string.Join('&', pairs.Select(pair => Encode(pair.Name) + "=" + Encode(pair.Value)));

    public static TargetRecord Record(string? id, string email, params (string Name, string? Value)[] fields) =>
        new(id, email, fields.ToDictionary(field => field.Name, field => field.Value));

    public static ConnectionSettings Zoho(string origin = "http://vendor.test", double timeoutSeconds = 15) => new("sales", "zoho",
        new Dictionary<string, string>
        {
            ["accountsUrl"] = origin,
            ["clientId"] = "some-client",
            ["clientSecret"] = "some-secret",
            ["refreshToken"] = "some-refresh",
            ["timeoutSeconds"] = JsonSerializer.Serialize(timeoutSeconds),
        });

    public static ConnectionSettings ActiveCampaign(string url = "http://vendor.test", double timeoutSeconds = 15) => new(
        "marketing", "activecampaign", new Dictionary<string, string>
        {
            ["url"] = url,
            ["apiKey"] = "some-key",
            ["timeoutSeconds"] = JsonSerializer.Serialize(timeoutSeconds),
        });

    private static string Encode(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
