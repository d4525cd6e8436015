using System.Text.Json;
using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>How many tokens there may be, as the control port sets it, and what is answered beyond.</summary>
internal sealed class ZohoTokenLimits(ZohoTokens tokens)
{
    public void Set(JsonElement limits)
    {
        tokens.PerTenMinutes = LimitJson.Read(limits, "tokensPerTenMinutes", tokens.PerTenMinutes);
        tokens.Grants.Limit = LimitJson.Read(limits, "grantsPerMinute", tokens.Grants.Limit);
        tokens.Active = limits.Int("activeTokens") ?? tokens.Active;
        tokens.Life = TimeSpan.FromSeconds(limits.Double("accessTokenSeconds") ?? tokens.Life.TotalSeconds);
    }

    public void Write(Utf8JsonWriter json)
    {
        LimitJson.Write(json, "tokensPerTenMinutes", tokens.PerTenMinutes);
        LimitJson.Write(json, "grantsPerMinute", tokens.Grants.Limit);
        json.WriteNumber("activeTokens", tokens.Active);
        json.WriteNumber("accessTokenSeconds", tokens.Life.TotalSeconds);
    }

    public static void Throttle(Call call)
    {
        var json = call.Restart(400);
        json.WriteStartObject();
        json.WriteString("error", "Access Denied");
        json.WriteString("error_description", "You have made too many requests continuously. Please try again after some time.");
        json.WriteString("status", "failure");
        json.WriteEndObject();
    }
}
