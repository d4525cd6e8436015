using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>Calls the CRM API with the connection's token, and once more with a fresh one if it was refused.</summary>
internal sealed class ZohoClient(ZohoOptions options, VendorHttp http, ITokenStore tokens, ZohoGrant grant)
{
    private const string Version = "v8";

    /// <summary>Reads. The answer may be an error of any status.</summary>
    public Task<CallResult<VendorReply>> Get(string path, CancellationToken ct) =>
        Send(HttpMethod.Get, path, body: null, writes: false, ct);

    /// <summary>Reads what changed since then, that instant included; 304 if nothing did.</summary>
    public Task<CallResult<VendorReply>> Get(string path, DateTimeOffset? modifiedSince, CancellationToken ct) =>
        Send(HttpMethod.Get, path, body: null, writes: false, ct, modifiedSince);

    /// <summary>The token that calls go out with.</summary>
    public Task<CallResult<AccessToken>> Token(CancellationToken ct) => tokens.Get(options.TokenName, refused: null, grant.Refresh, ct);

    public Task<CallResult<VendorReply>> Delete(string path, CancellationToken ct) =>
        Send(HttpMethod.Delete, path, body: null, writes: true, ct);

    /// <summary>Reads with a question in the body.</summary>
    public Task<CallResult<VendorReply>> Query(string path, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Send(HttpMethod.Post, path, body, writes: false, ct);

    /// <param name="records">How many are written: ten cost one credit. Source: "API credits".</param>
    public Task<CallResult<VendorReply>> Write(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken ct, int records = 1) =>
        Send(method, path, body, writes: true, ct, cost: (records + 9) / 10);

    private async Task<CallResult<VendorReply>> Send(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, bool writes, CancellationToken ct, DateTimeOffset? modifiedSince = null,
        int cost = 1)
    {
        AccessToken? refused = null;
        while (true)
        {
            var got = await tokens.Get(options.TokenName, refused, grant.Refresh, ct);
            if (!got.TryGet(out var token, out var fault))
            {
                return CallResult<VendorReply>.Failed(fault);
            }

            var call = new VendorCall(method, new Uri(token.ApiDomain, $"/crm/{Version}/{path}"), writes)
            {
                Authorization = ("Authorization", $"Zoho-oauthtoken {token.Value}"),
                Body = body,
                ModifiedSince = modifiedSince,
                Cost = cost,
            };
            var sent = await http.Send(call, ct);
            if (refused is not null || sent.Value is not { Status: 401 } reply || IsScope(reply))
            {
                return sent;
            }

            refused = token;
        }
    }

    // Only a new consent of a person helps.
    private static bool IsScope(VendorReply reply) => reply.Json.Member("code").Text() == "OAUTH_SCOPE_MISMATCH";
}
