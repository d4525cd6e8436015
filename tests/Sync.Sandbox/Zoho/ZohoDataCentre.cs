using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Where an organisation lives. Tokens, codes and ids of one data centre mean nothing in another.</summary>
internal static class ZohoDataCentre
{
    private static readonly Dictionary<string, string> Accounts = new()
    {
        ["us"] = "accounts.zoho.com",
        ["eu"] = "accounts.zoho.eu",
        ["in"] = "accounts.zoho.in",
        ["au"] = "accounts.zoho.com.au",
        ["jp"] = "accounts.zoho.jp",
        ["cn"] = "accounts.zoho.com.cn",
        ["ca"] = "accounts.zohocloud.ca",
        ["sa"] = "accounts.zoho.sa",
        ["uk"] = "accounts.zoho.uk",
        ["ae"] = "accounts.zoho.ae",
    };

    /// <summary>/oauth/serverinfo: the codes and their accounts hosts.</summary>
    public static void Write(Call call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("result", "success");
        call.Json.WriteStartObject("locations");
        foreach (var (code, host) in Accounts)
        {
            call.Json.WriteString(code, $"https://{host}");
        }

        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }

    /// <summary>The data centre that a host belongs to; null for a host that says nothing, such as a loopback address.</summary>
    public static string? Of(string host)
    {
        var name = host.ToLowerInvariant();
        return !name.Contains("zoho", StringComparison.Ordinal) ? null
            : Accounts.Keys.Where(code => name.EndsWith(Ending(code), StringComparison.Ordinal)).MaxBy(code => Ending(code).Length);
    }

    /// <summary>".com", ".com.au", ".eu" …</summary>
    private static string Ending(string code)
    {
        var host = Accounts[code].Replace("accounts.zohocloud", "", StringComparison.Ordinal);
        return host.Replace("accounts.zoho", "", StringComparison.Ordinal);
    }
}
