using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>What became of one record.</summary>
internal static class ZohoOutcome
{
    public static WriteOutcome Of(JsonElement item, string module, TargetRecord sent)
    {
        if (item.Member("status").Text() != "success" && item.Member("code").Text() != "SUCCESS")
        {
            return new WriteOutcome.Refused(ZohoFaults.OfItem(item, module));
        }

        var id = item.Member("details").Member("id").Text() ?? sent.RecordId;
        var created = item.Member("action").Text() is { } action
            ? action == "insert"
            : sent.RecordId is null && item.Member("message").Text() == "record added";
        return id is { Length: > 0 }
            ? new WriteOutcome.Written(id, created)
            : Refused(FailureClasses.UnknownOutcome, "NO_ID", "Zoho said yes, but not which record it is.", field: null);
    }

    public static WriteOutcome.Refused Refused(string failure, string code, string message, string? field) =>
        new(new VendorFault(failure, code, message) { Field = field });
}
