using System.Reflection;
using System.Text;
using System.Text.Json;
using Sync.Connectors.ActiveCampaign;
using Sync.Connectors.Http;
using Sync.Connectors.Zoho;
using Sync.Contracts;

namespace Sync.Connectors.Tests;

/// <summary>Whatever status and body a vendor answers with, it ends in exactly one class, and what is documented ends in the right one.
/// </summary>
public sealed class FaultTableTests
{
    private static readonly HashSet<string> Classes = [.. typeof(FailureClasses).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!)];

    private static readonly string[] Bodies =
    [
        "", " ", "{}", "[]", "null", "7", "\"text\"", "{", "<html><body>x</body></html>", "plain words",
        """{"message":"Forbidden"}""", """{"errors":["text"]}""", """{"errors":"text"}""", """{"errors":[]}""", """{"errors":[{}]}""", """{"errors":{}}""",
        """{"success":0,"message":"x","failureReasons":[{"contact":1,"failureReason":"y"}]}""", """{"success":0,"failureReasons":["z"]}""",
        """{"code":"NEVER_HEARD_OF","details":{},"message":"x","status":"error"}""", """{"code":17}""", """{"code":null}""", """{"data":[]}""",
        """{"data":[{"code":"INVALID_DATA"}]}""", """{"error":"x"}""",
    ];

    public static TheoryData<int> Statuses => [.. Enumerable.Range(100, 500).Where(status => status is < 200 or >= 300)];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_with_every_shape_has_one_class(int status)
    {
        foreach (var body in Bodies)
        {
            foreach (var wrote in new[] { true, false })
            {
                var reply = Reply(status, body);

                Assert.Contains(ActiveCampaignFaults.Of(reply, wrote).Class, Classes);
                Assert.Contains(ZohoFaults.Of(reply, wrote, "Leads").Class, Classes);
                Assert.False(string.IsNullOrWhiteSpace(ActiveCampaignFaults.Of(reply, wrote).Code));
                Assert.False(string.IsNullOrWhiteSpace(ZohoFaults.Of(reply, wrote).Code));
            }
        }
    }

    // Codes of the "Possible Errors" of records, search, COQL, notes, tags, notifications and conversion: as the whole answer, and of one record.
    [Theory]
    [InlineData("INVALID_DATA", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("MANDATORY_NOT_FOUND", 400, FailureClasses.MissingField, FailureClasses.MissingField)]
    [InlineData("EXPECTED_FIELD_MISSING", 400, FailureClasses.MissingField, FailureClasses.MissingField)]
    [InlineData("DEPENDENT_FIELD_MISSING", 400, FailureClasses.MissingField, FailureClasses.MissingField)]
    [InlineData("REQUIRED_PARAM_MISSING", 400, FailureClasses.MissingField, FailureClasses.MissingField)]
    [InlineData("EXPECTED_PARAM_MISSING", 400, FailureClasses.MissingField, FailureClasses.MissingField)]
    [InlineData("DUPLICATE_DATA", 400, FailureClasses.Duplicate, FailureClasses.Duplicate)]
    [InlineData("INVALID_MODULE", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("LIMIT_EXCEEDED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("LIMIT_REACHED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("NOT_ALLOWED", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("NOT_APPROVED", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("RECORD_LOCKED", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("RECORD_IN_BLUEPRINT", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("ID_ALREADY_CONVERTED", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("CONVERTED_RECORD", 400, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("ALREADY_MODIFIED", 412, FailureClasses.Conflict, FailureClasses.Conflict)]
    [InlineData("DEPENDENT_MISMATCH", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("AMBIGUITY_DURING_PROCESSING", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("MAPPING_MISMATCH", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("PATTERN_NOT_MATCHED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("UNABLE_TO_PARSE_DATA_TYPE", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("INVALID_REQUEST_METHOD", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("INVALID_URL_PATTERN", 404, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("API_NOT_SUPPORTED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("MEDIA_TYPE_NOT_SUPPORTED", 415, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("DISCRETE_PAGINATION_LIMIT_EXCEEDED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("EXPIRED_VALUE", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("INVALID_QUERY", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("SYNTAX_ERROR", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("INVALID_ALIAS", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("DUPLICATE_ALIAS", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("PAGINATION_LIMIT_EXCEEDED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("TOKEN_BOUND_DATA_MISMATCH", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("ALREADY_CONFIGURED", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("NOT_SUBSCRIBED", 400, FailureClasses.NotFound, FailureClasses.NotFound)]
    [InlineData("RECORD_NOT_IN_PROCESS", 400, FailureClasses.Validation, FailureClasses.Validation)]
    [InlineData("INVALID_TOKEN", 401, FailureClasses.Authentication, FailureClasses.Authentication)]
    [InlineData("AUTHENTICATION_FAILURE", 401, FailureClasses.Authentication, FailureClasses.Authentication)]
    [InlineData("OAUTH_SCOPE_MISMATCH", 401, FailureClasses.Permission, FailureClasses.Permission)]
    [InlineData("NO_PERMISSION", 403, FailureClasses.Permission, FailureClasses.Permission)]
    [InlineData("AUTHORIZATION_FAILED", 400, FailureClasses.Permission, FailureClasses.Validation)]
    [InlineData("TOO_MANY_REQUESTS", 429, FailureClasses.Rate, FailureClasses.Rate)]
    [InlineData("STORAGE_SPACE_EXCEEDED", 400, FailureClasses.Quota, FailureClasses.Quota)]
    [InlineData("INTERNAL_ERROR", 500, FailureClasses.VendorFault, FailureClasses.VendorFault)]
    [InlineData("INTERNAL_SERVER_ERROR", 500, FailureClasses.VendorFault, FailureClasses.VendorFault)]
    [InlineData("INTERNAL_ERROR", 503, FailureClasses.VendorFault, FailureClasses.VendorFault)]
    public void Codes_of_Zoho_are_sorted(string code, int status, string whole, string item)
    {
        var body = $$"""{"code":"{{code}}","details":{},"message":"m","status":"error"}""";

        var ofAll = ZohoFaults.Of(Reply(status, body), wrote: true, "Leads");
        var ofOne = ZohoFaults.OfItem(JsonDocument.Parse(body).RootElement, "Leads");

        Assert.Equal((whole, code), (ofAll.Class, ofAll.Code));
        Assert.Equal((item, code), (ofOne.Class, ofOne.Code));
        Assert.Equal(whole == FailureClasses.Permission && status > 400 ? "Leads" : null, ofAll.Module);
        Assert.Equal(item == FailureClasses.Permission ? "Leads" : null, ofOne.Module);
    }

    [Theory]
    [InlineData(400, "{}", FailureClasses.Validation)]
    [InlineData(401, "", FailureClasses.Authentication)]
    [InlineData(402, "", FailureClasses.Permission)]
    [InlineData(403, "", FailureClasses.Permission)]
    [InlineData(403, """{"message":"No Result found for Note with id 1"}""", FailureClasses.NotFound)]
    [InlineData(403, """{"message":"Could not create SubscriberSeries"}""", FailureClasses.Validation)]
    [InlineData(404, "{}", FailureClasses.NotFound)]
    [InlineData(405, "{}", FailureClasses.Validation)]
    [InlineData(408, "", FailureClasses.VendorFault)]
    [InlineData(409, "{}", FailureClasses.Conflict)]
    [InlineData(413, "", FailureClasses.Validation)]
    [InlineData(422, """{"errors":[{"title":"The custom field value `abc` could not be saved to the custom field of type `date`."}]}""", FailureClasses.Validation)]
    [InlineData(422, """{"errors":[{"title":"The value you selected is not a valid choice.","code":"field_invalid"}]}""", FailureClasses.Validation)]
    [InlineData(422, """{"errors":[{"title":"x","code":"related_missing"}]}""", FailureClasses.Validation)]
    [InlineData(422, """{"errors":[{"title":"No tag id provided"}]}""", FailureClasses.Validation)]
    [InlineData(429, "", FailureClasses.Rate)]
    [InlineData(500, """{"message":"Could not process request","error":"Duplicate entry 'contact-vip' for key 'typetag'"}""", FailureClasses.VendorFault)]
    [InlineData(500, "{}", FailureClasses.VendorFault)]
    [InlineData(502, "", FailureClasses.VendorFault)]
    [InlineData(503, "", FailureClasses.Rate)]
    [InlineData(504, "", FailureClasses.VendorFault)]
    [InlineData(520, "<html>", FailureClasses.VendorFault)]
    [InlineData(524, "<html>", FailureClasses.VendorFault)]
    [InlineData(301, "", FailureClasses.VendorFault)]
    public void Statuses_of_ActiveCampaign_are_sorted(int status, string body, string expected) =>
        Assert.Equal(expected, ActiveCampaignFaults.Of(Reply(status, body), wrote: false).Class);

    private static VendorReply Reply(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), null, null);
}
