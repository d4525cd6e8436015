using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A page of records.</summary>
internal sealed record ZohoRows(IReadOnlyList<JsonElement> Items, bool More)
{
    /// <summary>204 without a body is Zoho's empty list.</summary>
    public static CallResult<ZohoRows> Of(CallResult<VendorReply> sent) => !sent.TryGet(out var reply, out var fault)
        ? CallResult<ZohoRows>.Failed(fault)
        : reply switch
        {
            { Status: 204 or 304 } => CallResult<ZohoRows>.Ok(new ZohoRows([], More: false)),
            { IsSuccess: true } when reply.Json.Member("data") is { ValueKind: JsonValueKind.Array } data => CallResult<ZohoRows>.Ok(
                new ZohoRows([.. data.EnumerateArray()], reply.Json.Member("info").Member("more_records").Text() == "true")),
            _ => CallResult<ZohoRows>.Failed(ZohoFaults.Of(reply, wrote: false)),
        };
}
