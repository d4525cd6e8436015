using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Sorts Zoho's refusals. Source: "Status Codes" and the "Possible Errors" of each API of Zoho CRM.</summary>
internal static class ZohoFaults
{
    /// <summary>Of a call as a whole.</summary>
    /// <param name="module">Which the call was about: a right may be missing for it alone.</param>
    public static VendorFault Of(VendorReply reply, bool wrote, string? module = null)
    {
        var fault = Judged(reply, wrote);
        return fault.Class == FailureClasses.Permission && reply.Status is 401 or 403 ? fault with { Module = module } : fault;
    }

    private static VendorFault Judged(VendorReply reply, bool wrote)
    {
        var code = CodeOf(reply.Json);
        if (reply.Status == 429 || code == "TOO_MANY_REQUESTS")
        {
            return Limited(reply, code);
        }

        var byStatus = ReplyFaults.Of(reply, wrote);
        if (code is null)
        {
            return byStatus;
        }

        // A code that nobody knows says less than the status.
        var fault = OfError(reply.Json!.Value, module: null, wholeCall: true) with { RetryAfter = reply.RetryAfter };
        return fault.Class == FailureClasses.Validation || reply.Status >= 500 ? fault with { Class = byStatus.Class } : fault;
    }

    /// <summary>Of one record among those of a call.</summary>
    public static VendorFault OfItem(JsonElement item, string module)
    {
        var fault = OfError(item, module, wholeCall: false);
        return fault.Class == FailureClasses.Permission && module.Length > 0 ? fault with { Module = module } : fault;
    }

    private static VendorFault OfError(JsonElement error, string? module, bool wholeCall)
    {
        var code = CodeOf(error) ?? "ERROR";
        var details = error.Member("details");
        if (code == "MULTIPLE_OR_MULTI_ERRORS" && details.Member("errors").Items().ToList() is { Count: > 0 } several)
        {
            return Gravest(several.ConvertAll(each => OfError(each, module, wholeCall)));
        }

        var message = VendorReply.Shorten(error.Member("message").Text());
        var field = (details.Member("api_name") ?? details.Member("column_name") ?? details.Member("param_name")).Text();
        return new VendorFault(ClassOf(code, message, field, wholeCall), code, message)
        {
            Field = field,
            Existing = code == "DUPLICATE_DATA" ? Existing(details, module) : null,
        };
    }

    private static string ClassOf(string code, string message, string? field, bool wholeCall) => code switch
    {
        "INVALID_DATA" when message.Contains("converted", StringComparison.OrdinalIgnoreCase) => FailureClasses.Conflict,
        "INVALID_DATA" when !wholeCall && IsAboutId(message, field) => FailureClasses.NotFound,
        "DUPLICATE_DATA" => FailureClasses.Duplicate,
        "MANDATORY_NOT_FOUND" or "EXPECTED_FIELD_MISSING" or "DEPENDENT_FIELD_MISSING" => FailureClasses.MissingField,
        "CONVERTED_RECORD" or "ID_ALREADY_CONVERTED" or "RECORD_LOCKED" or "RECORD_IN_BLUEPRINT" or "NOT_APPROVED"
            or "NOT_ALLOWED" or "ALREADY_MODIFIED" => FailureClasses.Conflict,
        "INVALID_TOKEN" or "AUTHENTICATION_FAILURE" => FailureClasses.Authentication,
        "NOT_SUBSCRIBED" => FailureClasses.NotFound,
        "REQUIRED_PARAM_MISSING" or "EXPECTED_PARAM_MISSING" => FailureClasses.MissingField,
        "OAUTH_SCOPE_MISMATCH" or "NO_PERMISSION" => FailureClasses.Permission,

        // Of one record it concerns that record's owner or territory; the others go on.
        "AUTHORIZATION_FAILED" => wholeCall ? FailureClasses.Permission : FailureClasses.Validation,
        "TOO_MANY_REQUESTS" => FailureClasses.Rate,
        "STORAGE_SPACE_EXCEEDED" => FailureClasses.Quota,
        "INTERNAL_ERROR" or "INTERNAL_SERVER_ERROR" => FailureClasses.VendorFault,
        _ => FailureClasses.Validation,
    };

    // "the related id given …" is about a lookup's value, not about the record.
    private static bool IsAboutId(string message, string? field) =>
        field == "id" || (field is null && message.StartsWith("the id given", StringComparison.OrdinalIgnoreCase));

    // One code stands for the day's credits and for too many calls at once.
    private static VendorFault Limited(VendorReply reply, string? code)
    {
        var message = VendorReply.Shorten((reply.Json.Member("message") ?? reply.Json.Member("error_info")).Text() ?? reply.Excerpt);
        var isDay = reply.CreditsLeft is <= 0 || (message.Contains("24 hour", StringComparison.OrdinalIgnoreCase)
            && !message.Contains("concurrency", StringComparison.OrdinalIgnoreCase));
        return new VendorFault(isDay ? FailureClasses.Quota : FailureClasses.Rate, code ?? reply.Code, message)
        {
            RetryAfter = reply.RetryAfter,
        };
    }

    // The record that is there may stand in another module than the one written to.
    private static (string, string)? Existing(JsonElement? details, string? module)
    {
        var there = details.Member("duplicate_record");
        var id = ZohoNames.RecordId((there.Member("id") ?? details.Member("id")).Text());
        var where = ZohoNames.Module(there.Member("module").Member("api_name").Text()) ?? module;
        return id is null || where is null ? null : (where, id);
    }

    // A duplicate names the record to go on with; a record that is gone makes every other complaint pointless.
    private static VendorFault Gravest(List<VendorFault> faults)
    {
        var chosen = faults.Find(each => each.Class == FailureClasses.NotFound) ?? faults.Find(each => each.Existing is not null);
        var all = string.Join("; ", faults.Select(each => $"{each.Code} {each.Field}: {each.Message}"));
        return (chosen ?? faults[0]) with { Message = VendorReply.Shorten(all) };
    }

    private static string? CodeOf(JsonElement? json)
    {
        var code = json.Member("code").Text();
        return code is null || code.All(char.IsAsciiDigit) ? json.Member("error").Text() ?? code : code;
    }
}
