using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>What became of one record.</summary>
internal static class ZohoOutcome
{
    /// <param name="sentId">Its id, if it was sent with one.</param>
    public static WriteOutcome Of(JsonElement item, string module, string? sentId)
    {
        if (item.Member("status").Text() != "success" && item.Member("code").Text() != "SUCCESS")
        {
            return new WriteOutcome.Refused(ZohoFaults.OfItem(item, module));
        }

        var id = item.Member("details").Member("id").Text() ?? sentId;
        var created = item.Member("action").Text() is { } action
            ? action == "insert"
            : sentId is null && item.Member("message").Text() == "record added";
        return id is { Length: > 0 }
            ? new WriteOutcome.Written(id, created)
            : Refused(FailureClasses.UnknownOutcome, "NO_ID", "Zoho said yes, but not which record it is.", field: null);
    }

    /// <summary>Of every record of one call, in order; or why nothing can be said of them. Items are judged one by one at whatever status,
    /// as long as they are there.</summary>
    /// <param name="sentIds">One for each record sent; null for those sent without.</param>
    public static (IReadOnlyList<WriteOutcome>? Outcomes, VendorFault? Fault) OfAll(
        CallResult<VendorReply> sent, string module, IReadOnlyList<string?> sentIds)
    {
        if (!sent.TryGet(out var reply, out var fault))
        {
            return (null, fault);
        }

        var items = reply.Json.Member("data").Items().ToList();
        if (items.Count == 0 || reply.Status is not (200 or 201 or 202 or 207 or 400 or 412))
        {
            return (null, ZohoFaults.Of(reply, wrote: true, module));
        }

        if (items.Count != sentIds.Count)
        {
            return (null, reply.Status >= 400 ? ZohoFaults.OfItem(items[0], module) : new VendorFault(
                FailureClasses.UnknownOutcome, "ITEM_COUNT", $"{sentIds.Count} records were sent and {items.Count} answers came."));
        }

        return ([.. items.Select((item, i) => Of(item, module, sentIds[i]))], null);
    }

    public static WriteOutcome.Refused Refused(string failure, string code, string message, string? field) =>
        new(new VendorFault(failure, code, message) { Field = field });
}
