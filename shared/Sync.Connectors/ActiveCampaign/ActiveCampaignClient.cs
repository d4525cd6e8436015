using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Calls the REST API, version 3, and tells its refusals apart.</summary>
internal sealed class ActiveCampaignClient(ActiveCampaignOptions options, VendorHttp http)
{
    /// <summary>Only successes with a JSON object come back as a value.</summary>
    public Task<CallResult<VendorReply>> Get(string path, CancellationToken ct) => Judged(HttpMethod.Get, path, body: null, ct);

    public Task<CallResult<VendorReply>> Write(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        Judged(method, path, body, ct);

    private async Task<CallResult<VendorReply>> Judged(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct)
    {
        var sent = await Send(method, path, body, ct);
        if (!sent.TryGet(out var reply, out _) || IsGood(reply))
        {
            return sent;
        }

        var fault = ActiveCampaignFaults.Of(reply, wrote: body is not null);
        var isForbidden = fault.Class == FailureClasses.Permission && reply.Status == 403;
        return CallResult<VendorReply>.Failed(isForbidden ? await Explain(fault, ct) : fault);
    }

    // A success may still say that it is none.
    private static bool IsGood(VendorReply reply) => reply.IsSuccess && reply.Json is { ValueKind: JsonValueKind.Object } json
        && (json.Member("errors") is not { } errors || (errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() == 0))
        && (json.Member("success") ?? json.Member("succeeded")).Text() is not ("0" or "false");

    // 403 stands for a wrong key as well as for a missing right. Whoever may not even see himself has no valid key.
    private async Task<VendorFault> Explain(VendorFault forbidden, CancellationToken ct)
    {
        var sent = await Send(HttpMethod.Get, "users/me", body: null, ct);
        return sent.TryGet(out var reply, out var fault)
            ? reply.IsSuccess ? forbidden
                : reply.Status is 401 or 403 ? forbidden with { Class = FailureClasses.Authentication, Message = KeyRefused }
                : ActiveCampaignFaults.Of(reply, wrote: false)
            : fault;
    }

    private string KeyRefused =>
        $"ActiveCampaign refuses connections.{options.Connection}.apiKey: take it from Settings > Developer of the account at that url.";

    private Task<CallResult<VendorReply>> Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct) =>
        http.Send(
            new VendorCall(method, new Uri(options.Address, path), Writes: body is not null)
            {
                Authorization = ("Api-Token", options.ApiKey),
                Body = body,
            },
            ct);
}
