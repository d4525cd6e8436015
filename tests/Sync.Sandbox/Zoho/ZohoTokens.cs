using System.Net.Http.Headers;
using System.Security.Cryptography;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>The token endpoint and the tokens it has given out. The body decides, not the status.</summary>
internal sealed class ZohoTokens(TimeProvider clock)
{
    public const int RealPerTenMinutes = 10;
    private const int MostActive = 30;
    private const string Scope = "ZohoCRM.modules.ALL ZohoCRM.settings.ALL ZohoCRM.notifications.ALL ZohoCRM.users.READ ZohoCRM.org.READ "
        + "ZohoCRM.coql.READ ZohoSearch.securesearch.READ";

    private readonly Dictionary<string, DateTimeOffset> _expiry = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    public SlidingLimit PerTenMinutes { get; } = new(clock, TimeSpan.FromMinutes(10)) { Limit = RealPerTenMinutes };

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    public bool IsValid(string token) => _expiry.TryGetValue(token, out var expiry) && clock.GetUtcNow() < expiry;

    public void Expire(string token) => _expiry.Remove(token);

    /// <summary>Takes its parameters from the query, a urlencoded body or a multipart body.</summary>
    public void Grant(Call call)
    {
        var given = Parameters(call);
        var grant = given("grant_type");
        if (given("client_id") != "sandbox-client")
        {
            Refuse(call, 200, "invalid_client");
        }
        else if (given("client_secret") != "sandbox-secret")
        {
            Refuse(call, 200, "invalid_client_secret");
        }
        else if (grant is not ("refresh_token" or "authorization_code")
            || (grant == "refresh_token" && given("refresh_token") != "sandbox-refresh")
            || (grant == "authorization_code" && given("code") != "sandbox-code"))
        {
            Refuse(call, grant is null ? 400 : 200, "invalid_code");
        }
        else if (!PerTenMinutes.TryTake())
        {
            Throttle(call);
        }
        else
        {
            Give(call, grant == "authorization_code");
        }
    }

    public static void Revoke(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("status", "success");
        call.Json.WriteEndObject();
    }

    /// <summary>A refresh brings no new refresh token. More than thirty live tokens silently end the oldest.</summary>
    private void Give(Call call, bool withRefreshToken)
    {
        var token = $"1000.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        _expiry[token] = clock.GetUtcNow() + Life;
        _oldest.Enqueue(token);
        while (_oldest.Count > MostActive)
        {
            _expiry.Remove(_oldest.Dequeue());
        }

        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("access_token", token);
        if (withRefreshToken)
        {
            json.WriteString("refresh_token", "sandbox-refresh");
        }

        json.WriteString("scope", Scope);
        json.WriteString("api_domain", $"{call.Http.Request.Scheme}://{call.Http.Request.Host}");
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", (long)Life.TotalSeconds);
        json.WriteEndObject();
    }

    private static Func<string, string?> Parameters(Call call)
    {
        var query = call.Query;
        var type = call.Header("Content-Type") ?? string.Empty;
        var body = type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? Multipart(call, type)
            : QueryText.Parse(call.BodyText()).Pairs.DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);
        return name => query[name] ?? body.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Multipart(Call call, string contentType)
    {
        var found = new Dictionary<string, string>();
        var boundary = MediaTypeHeaderValue.Parse(contentType).Parameters.FirstOrDefault(each => each.Name == "boundary")?.Value?.Trim('"');
        foreach (var part in call.BodyText().Split($"--{boundary}", StringSplitOptions.RemoveEmptyEntries))
        {
            var split = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var name = part.IndexOf("name=", StringComparison.Ordinal);
            if (split > 0 && name > 0 && name < split)
            {
                var key = part[(name + 5)..split].Split(';', '\r')[0].Trim('"', ' ');
                found[key] = part[(split + 4)..].TrimEnd('\r', '\n');
            }
        }

        return found;
    }

    private static void Refuse(Call call, int status, string error)
    {
        var json = call.Restart(status);
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteEndObject();
    }

    private static void Throttle(Call call)
    {
        var json = call.Restart(400);
        json.WriteStartObject();
        json.WriteString("error", "Access Denied");
        json.WriteString("error_description", "You have made too many requests continuously. Please try again after some time.");
        json.WriteString("status", "failure");
        json.WriteEndObject();
    }
}
