using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A page of records.</summary>
/// <param name="NextToken">Zoho's word for the next page; null if there is none, or none is needed.</param>
internal sealed record ZohoRows(IReadOnlyList<JsonElement> Items, bool More, string? NextToken = null)
{
    /// <summary>Zoho's clock when it answered.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>204 without a body is Zoho's empty list.</summary>
    /// <param name="module">Which was asked for.</param>
    /// <param name="envelope">Member that holds the list.</param>
    public static CallResult<ZohoRows> Of(CallResult<VendorReply> sent, string? module = null, string envelope = "data") =>
        !sent.TryGet(out var reply, out var fault) ? CallResult<ZohoRows>.Failed(fault) : reply switch
        {
            { Status: 204 or 304 } => CallResult<ZohoRows>.Ok(new ZohoRows([], More: false) { Date = reply.Date }),
            { IsSuccess: true } when reply.Json.Member(envelope) is { ValueKind: JsonValueKind.Array } data =>
                CallResult<ZohoRows>.Ok(Page([.. data.EnumerateArray()], reply)),
            _ => CallResult<ZohoRows>.Failed(ZohoFaults.Of(reply, wrote: false, module)),
        };

    private static ZohoRows Page(IReadOnlyList<JsonElement> items, VendorReply reply)
    {
        var info = reply.Json.Member("info");
        return new ZohoRows(items, info.Member("more_records").Text() == "true", info.Member("next_page_token").Text())
        {
            Date = reply.Date,
        };
    }
}
