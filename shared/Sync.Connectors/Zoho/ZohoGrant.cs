using System.Text;
using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Makes access tokens out of the refresh token. Zoho allows 10 in 10 minutes. Source: "Refresh Access Tokens".</summary>
internal sealed class ZohoGrant(ZohoOptions options, VendorHttp http, TimeProvider clock)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    // Renewed before it ends, so that no call starts with a token that ends on the way.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task<CallResult<AccessToken>> Refresh(CancellationToken ct)
    {
        var sent = await http.Send(
            new VendorCall(HttpMethod.Post, new Uri(options.AccountsUrl, "/oauth/v2/token"), Writes: false)
            {
                Body = Form(),
                BodyType = "application/x-www-form-urlencoded",
            },
            ct);
        return sent.TryGet(out var reply, out var fault) ? Read(reply) : CallResult<AccessToken>.Failed(fault);
    }

    // The body decides: errors come with 200 as well as with 400.
    private CallResult<AccessToken> Read(VendorReply reply)
    {
        if (reply.Json.Member("access_token").Text() is not { Length: > 0 } value)
        {
            return CallResult<AccessToken>.Failed(FaultOf(reply));
        }

        return Origin.Of(reply.Json.Member("api_domain").Text()) is { } domain
            ? Token(value, domain, reply)
            : options.ApiDomain is { } configured
                ? Token(value, configured, reply)
                : CallResult<AccessToken>.Failed(new VendorFault(
                    FailureClasses.VendorFault, "NO_API_DOMAIN",
                    $"The accounts server did not say where the API is: set connections.{options.Connection}.apiDomain."));
    }

    private CallResult<AccessToken> Token(string value, Uri domain, VendorReply reply) =>
        CallResult<AccessToken>.Ok(new AccessToken(value, domain, clock.GetUtcNow() + Lifetime(reply.Json) - Margin));

    // Old accounts servers say expires_in in milliseconds, and then expires_in_sec beside it.
    private static TimeSpan Lifetime(JsonElement? json)
    {
        var seconds = json.Member("expires_in_sec").Whole() ?? json.Member("expires_in").Whole();
        return seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds.Value) : Usual;
    }

    private VendorFault FaultOf(VendorReply reply)
    {
        var error = reply.Json.Member("error").Text();
        var said = VendorReply.Shorten(reply.Json.Member("error_description").Text() ?? error);
        return error switch
        {
            "Access Denied" => new VendorFault(FailureClasses.Rate, "TOKEN_THROTTLED", said) { RetryAfter = reply.RetryAfter },
            "invalid_code" => Dead(error, "refreshToken", "unknown, revoked or of another data centre: authorise again"),
            "invalid_client" => Dead(error, "clientId", "unknown, or not enabled in this data centre: check accountsUrl too"),
            "invalid_client_secret" => Dead(error, "clientSecret", "wrong"),
            null => ReplyFaults.Of(reply, wrote: false),
            "general_error" => new VendorFault(FailureClasses.VendorFault, error, said),
            _ when reply.Status is 429 or >= 500 => ReplyFaults.Of(reply, wrote: false),
            _ => new VendorFault(FailureClasses.Authentication, VendorReply.Shorten(error), said),
        };
    }

    private VendorFault Dead(string code, string setting, string why) =>
        new(FailureClasses.Authentication, code, $"connections.{options.Connection}.{setting} is {why}.");

    private byte[] Form() => Encoding.ASCII.GetBytes(
        "grant_type=refresh_token"
        + $"&client_id={Uri.EscapeDataString(options.ClientId)}"
        + $"&client_secret={Uri.EscapeDataString(options.ClientSecret)}"
        + $"&refresh_token={Uri.EscapeDataString(options.RefreshToken)}");
}
