using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Calls the REST API, version 3, and tells its refusals apart.</summary>
internal sealed class ActiveCampaignClient(ActiveCampaignOptions options, VendorHttp http, TimeProvider clock)
{
    private const string Me = "users/me";

    // 403 also comes and goes without a reason: only one that stays is believed.
    private static readonly TimeSpan[] Patience = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(600)];

    /// <summary>Only successes with a JSON object come back as a value.</summary>
    public async Task<CallResult<VendorReply>> Get(string path, CancellationToken ct) =>
        (await Answer(HttpMethod.Get, path, body: null, ct)).Result;

    public async Task<CallResult<VendorReply>> Write(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken ct) =>
        (await Answer(method, path, body, ct)).Result;

    /// <summary>What is gone already counts as deleted. Some routes answer a deletion with nothing or with a text.</summary>
    public async Task<VendorFault?> Delete(string path, CancellationToken ct)
    {
        var fault = (await Answer(HttpMethod.Delete, path, body: null, ct)).Fault;
        return fault?.Class == FailureClasses.NotFound ? null : fault;
    }

    /// <summary>The account's own user: who may not even see himself has no valid key.</summary>
    public Task<CallResult<VendorReply>> WhoAmI(CancellationToken ct) => Get(Me, ct);

    /// <summary>With what the vendor said beside the fault.</summary>
    public async Task<ActiveCampaignAnswer> Answer(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var sent = await Send(method, path, body, ct);
            if (!sent.TryGet(out var reply, out var silence) || IsGood(reply, method))
            {
                return new ActiveCampaignAnswer(reply, silence);
            }

            var fault = ActiveCampaignFaults.Of(reply, wrote: method != HttpMethod.Get);
            if (reply.Status != 403 || fault.Class != FailureClasses.Permission)
            {
                return new ActiveCampaignAnswer(reply, fault);
            }

            if (tries == Patience.Length)
            {
                return new ActiveCampaignAnswer(reply, path == Me ? KeyRefused(fault) : await Explain(fault, path, ct));
            }

            await Task.Delay(Patience[tries], clock, ct);
        }
    }

    // A success may still say that it is none.
    private static bool IsGood(VendorReply reply, HttpMethod method) => reply.IsSuccess
        && (reply.Json is { ValueKind: JsonValueKind.Object } json ? IsYes(json) : method == HttpMethod.Delete && !reply.IsPage);

    private static bool IsYes(JsonElement json) =>
        (json.Member("errors") is not { } errors || (errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() == 0))
        && (json.Member("success") ?? json.Member("Success") ?? json.Member("succeeded")).Text() is not ("0" or "false");

    // 403 stands for a wrong key as well as for a missing right or plan.
    private async Task<VendorFault> Explain(VendorFault forbidden, string path, CancellationToken ct)
    {
        var sent = await Send(HttpMethod.Get, Me, body: null, ct);
        return sent.TryGet(out var reply, out var fault)
            ? reply.IsSuccess ? forbidden with { Module = ActiveCampaignModules.OfPath(path) }
                : reply.Status is 401 or 403 ? KeyRefused(forbidden)
                : ActiveCampaignFaults.Of(reply, wrote: false)
            : fault;
    }

    private VendorFault KeyRefused(VendorFault forbidden) => forbidden with
    {
        Class = FailureClasses.Authentication,
        Message = $"ActiveCampaign refuses connections.{options.Connection}.apiKey: "
            + "take it from Settings > Developer of the account at that url.",
    };

    private Task<CallResult<VendorReply>> Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken ct) =>
        http.Send(
            new VendorCall(method, new Uri(options.Address, path), Writes: method != HttpMethod.Get)
            {
                Authorization = ("Api-Token", options.ApiKey),
                Body = body,
            },
            ct);
}

/// <summary>An answer, and why it is none that can be used; no answer at all if only a fault is there.</summary>
internal readonly record struct ActiveCampaignAnswer(VendorReply? Reply, VendorFault? Fault)
{
    public CallResult<VendorReply> Result =>
        Fault is { } fault ? CallResult<VendorReply>.Failed(fault) : CallResult<VendorReply>.Ok(Reply!);
}
