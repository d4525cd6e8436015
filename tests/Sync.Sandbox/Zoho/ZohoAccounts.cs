using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>The accounts server: consent, tokens, revocation. The body decides, not the status.</summary>
internal sealed class ZohoAccounts(ZohoState state, ZohoTokens tokens)
{
    private readonly ZohoConsent _consent = new(state, tokens);

    public void Handle(Call call)
    {
        switch (call.Method, call.Path)
        {
            case ("POST", "/oauth/v2/token"): Grant(call); break;
            case ("POST", "/oauth/v2/token/revoke"): Revoke(call); break;
            case ("GET", "/oauth/v2/auth"): _consent.Ask(call, DataCentre(call)); break;
            case ("GET", "/oauth/serverinfo"): ZohoDataCentre.Write(call); break;
            default: call.Restart(404); break;
        }
    }

    public void Reset()
    {
        _consent.Reset();
        tokens.Reset(state.Switches.DataCentre.Value);
    }

    /// <summary>The data centre that a call goes to: by its host, or else the organisation's own.</summary>
    public string DataCentre(Call call) => ZohoDataCentre.Of(call.Http.Request.Host.Host) ?? state.Switches.DataCentre.Value;

    private void Grant(Call call)
    {
        var given = ZohoParameters.Read(call);
        var error = Refusal(given, call, out var grant, out var isNew);
        if (error is not null)
        {
            Refuse(call, error, given("grant_type") is null);
        }
        else if (!tokens.TryTake(grant!) || (isNew && !tokens.Grants.TryTake()))
        {
            ZohoTokenLimits.Throttle(call);
        }
        else
        {
            var kept = isNew && grant!.BringsRefreshToken ? tokens.Keep(grant, given("code")!) : grant!;
            Give(call, kept, isNew && kept.BringsRefreshToken ? kept.RefreshToken : null);
        }
    }

    private string? Refusal(Func<string, string?> given, Call call, out ZohoGrant? grant, out bool isNew)
    {
        grant = null;
        isNew = false;
        if (given("client_id") != "sandbox-client")
        {
            return "invalid_client";
        }

        if (given("client_secret") != "sandbox-secret")
        {
            return "invalid_client_secret";
        }

        isNew = given("grant_type") == "authorization_code";
        grant = given("grant_type") switch
        {
            "refresh_token" => tokens.Refresh(given("refresh_token") ?? string.Empty),
            "authorization_code" => tokens.TakeCode(given("code") ?? string.Empty),
            "client_credentials" => tokens.Refresh(ZohoTokens.FirstRefreshToken),
            _ => null,
        };
        return grant is null || grant.DataCentre != DataCentre(call) ? "invalid_code" : null;
    }

    /// <summary>A refresh brings no new refresh token.</summary>
    private void Give(Call call, ZohoGrant grant, string? refreshToken)
    {
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("access_token", tokens.NewAccess(grant));
        if (refreshToken is not null)
        {
            json.WriteString("refresh_token", refreshToken);
        }

        json.WriteString("scope", string.Join(' ', grant.Scopes));
        json.WriteString("api_domain", $"{call.Http.Request.Scheme}://{call.Http.Request.Host}");
        json.WriteString("token_type", "Bearer");
        var seconds = (long)tokens.Life.TotalSeconds;
        if (state.Switches.ExpiresIn.Is("milliseconds"))
        {
            json.WriteNumber("expires_in_sec", seconds);
            seconds *= 1_000;
        }

        json.WriteNumber("expires_in", seconds);
        json.WriteEndObject();
    }

    private void Revoke(Call call)
    {
        if (ZohoParameters.Read(call)("token") is { Length: > 0 } token && tokens.Revoke(token))
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("status", "success");
            call.Json.WriteEndObject();
        }
        else
        {
            Refuse(call, "invalid_code", false);
        }
    }

    private void Refuse(Call call, string error, bool malformed)
    {
        var json = call.Restart(malformed || state.Switches.TokenErrorStatus.Is("400") ? 400 : 200);
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteEndObject();
    }
}
