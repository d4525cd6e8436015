using Sync.Sandbox.Http;
using Sync.Sandbox.Limits;

namespace Sync.Sandbox.Zoho;

/// <summary>/oauth/v2/auth: the page where a user consents, which he does here at once.</summary>
internal sealed class ZohoConsent(ZohoState state, ZohoTokens tokens)
{
    private bool _asked;

    public void Reset() => _asked = false;

    /// <summary>Sends the browser back with a code. Who is asked again without "prompt=consent" gets one that brings no refresh token.</summary>
    public void Ask(Call call, string dataCentre)
    {
        var query = call.Query;
        if (query["client_id"] != "sandbox-client" || query["response_type"] != "code" || query["redirect_uri"] is not { Length: > 0 } target)
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("error", query["client_id"] != "sandbox-client" ? "invalid_client" : "invalid_redirect_uri");
            call.Json.WriteEndObject();
            return;
        }

        var code = tokens.NewCode(new ZohoGrant(Scopes(query), dataCentre, new SlidingLimit(state.Clock, TimeSpan.FromMinutes(10)))
        {
            BringsRefreshToken = query["access_type"] == "offline" && (!_asked || query["prompt"] == "consent"),
        });
        _asked = true;
        var server = Uri.EscapeDataString($"{call.Http.Request.Scheme}://{call.Http.Request.Host}");
        var joined = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var echoed = query["state"] is { } given ? $"&state={Uri.EscapeDataString(given)}" : "";
        call.Restart(302);
        call.SetHeader("Location", $"{target}{joined}code={code}&location={dataCentre}&accounts-server={server}{echoed}");
    }

    /// <summary>Separated by commas here, and by blanks in the answer of the token request.</summary>
    private static IReadOnlyList<string> Scopes(QueryText query) => query["scope"] is { Length: > 0 } scopes
        ? scopes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : ZohoScopes.Usual;
}
