using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Lets calls with a good token and the scope they need through to their endpoint.</summary>
internal sealed class ZohoGate(ZohoState state, ZohoTokens tokens, ZohoAccounts accounts, ZohoRoutes routes)
{
    public void Handle(Call call)
    {
        if (TokenOf(call) is not { } token)
        {
            new ZohoError("AUTHENTICATION_FAILURE", "Authentication failed").Answer(call, 401);
        }
        else if (tokens.Find(token) is not { } grant || grant.DataCentre != accounts.DataCentre(call))
        {
            new ZohoError("INVALID_TOKEN", "invalid oauth token").Answer(call, 401);
        }
        else
        {
            Serve(call, grant);
        }
    }

    /// <summary>Both prefixes are taken.</summary>
    public static string? TokenOf(Call call) => call.Header("Authorization")?.Split(' ') is ["Zoho-oauthtoken" or "Bearer", { Length: > 0 } token]
        ? token
        : null;

    private void Serve(Call call, ZohoGrant grant)
    {
        try
        {
            switch (call.Segments)
            {
                case ["crm", "bulk", ['v', >= '2' and <= '8', ..], .. var path] when Allows(call, grant, path): routes.Bulk(call, path); break;
                case ["crm", ['v', >= '2' and <= '8', ..], .. var path] when Allows(call, grant, path):
                    routes.Route(call, path, inner => Serve(inner, grant));
                    break;
                case ["crm", ..] when call.Status == 401: break;
                default: ZohoError.NoUrl().Answer(call, 404); break;
            }
        }
        catch (ZohoException refusal)
        {
            refusal.Error.Answer(call);
        }
    }

    /// <summary>False, with a 401, when a scope is missing.</summary>
    private bool Allows(Call call, ZohoGrant grant, string[] path)
    {
        var withheld = state.Switches.WithoutScopes;
        if (ReferenceEquals(grant.Scopes, ZohoScopes.Usual) && withheld.Value.Length == 0)
        {
            return true;
        }

        var allowed = ZohoScopes.Needed(call.Method, path).All(
            needed => grant.Scopes.Any(scope => ZohoScopes.Covers(scope, needed)) && !withheld.Parts.Any(scope => ZohoScopes.Covers(scope, needed)));
        if (!allowed)
        {
            new ZohoError("OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL").Answer(call, 401);
        }

        return allowed;
    }
}
