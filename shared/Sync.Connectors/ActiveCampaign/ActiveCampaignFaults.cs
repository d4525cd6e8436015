using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Sorts ActiveCampaign's refusals. Its errors have no single shape: objects, texts or one text under <c>errors</c>,
/// a <c>message</c> with or without <c>error</c>, <c>failureReasons</c>, or nothing. Source: "Errors" and "Rate Limits".</summary>
internal static class ActiveCampaignFaults
{
    private const string Pointer = "/data/attributes/";

    public static VendorFault Of(VendorReply reply, bool wrote)
    {
        var first = First(reply.Json);
        var code = first.Member("code").Text();
        var message = MessageOf(reply.Json, first) ?? reply.Excerpt;
        var status = first.Member("status").Whole() is { } inner and >= 400 and < 600 && reply.IsSuccess ? (int)inner : reply.Status;
        return new VendorFault(ClassOf(reply, status, code, message, wrote), code ?? reply.Code, VendorReply.Shorten(message))
        {
            Field = FieldOf(first.Member("source").Member("pointer").Text()),
            RetryAfter = reply.RetryAfter,
        };
    }

    private static string ClassOf(VendorReply reply, int status, string? code, string message, bool wrote) => status switch
    {
        429 or 503 => FailureClasses.Rate,

        // Some routes say 403, and some 400, for what is not there.
        < 500 when Says(message, "No Result found") => FailureClasses.NotFound,
        404 when !reply.IsPage => FailureClasses.NotFound,

        // The account is unpaid or has ended: nothing about this record.
        402 => FailureClasses.Permission,

        // Said of this contact and automation, e.g. because it runs once a contact.
        403 when Says(message, "Could not create") => FailureClasses.Validation,
        403 => FailureClasses.Permission,
        400 when Says(message, "Rate limit exceeded") => FailureClasses.Rate,
        < 500 when code == "duplicate" || Says(message, "Duplicate entry") || Says(message, "already exists") => FailureClasses.Duplicate,
        < 500 when code == "field_missing" || Says(message, "must be provided") || Says(message, "Missing attribute")
            => FailureClasses.MissingField,

        // It was understood and refused, whatever the status says.
        >= 200 and < 300 when reply.Json is { ValueKind: JsonValueKind.Object } => FailureClasses.Validation,
        _ => ReplyFaults.Of(reply, wrote).Class,
    };

    // An object, a text, or nothing.
    private static JsonElement? First(JsonElement? json) =>
        json.Member("errors") is { ValueKind: JsonValueKind.Array } several ? FirstItem(several)
        : json.Member("errors") ?? FirstItem(json.Member("failureReasons"));

    private static JsonElement? FirstItem(JsonElement? array) =>
        array.Items().Select(item => (JsonElement?)item).FirstOrDefault();

    private static string? MessageOf(JsonElement? json, JsonElement? first)
    {
        string?[] said =
        [
            json.Member("message").Text(), json.Member("error").Text(), first.Text(), first.Member("title").Text(),
            first.Member("detail").Text(), first.Member("error").Text(), first.Member("failureReason").Text(),
        ];
        var message = string.Join("; ", said.Where(text => !string.IsNullOrWhiteSpace(text)).Distinct());
        return message.Length > 0 ? message : null;
    }

    // /data/attributes/firstName is our first_name.
    private static string? FieldOf(string? pointer) => pointer?.StartsWith(Pointer, StringComparison.Ordinal) is true
        ? ActiveCampaignNames.FromApi(pointer[Pointer.Length..])
        : pointer;

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
