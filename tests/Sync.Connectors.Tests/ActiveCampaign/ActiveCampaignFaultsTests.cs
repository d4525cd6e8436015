using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignFaultsTests
{
    private readonly ActiveCampaignFixture _account = new();

    [Theory]
    [InlineData(422, """{"errors":[{"title":"Email address already exists in the system.","detail":"","code":"duplicate","error":"must_be_unique","source":{"pointer":"/data/attributes/email"}}]}""", FailureClasses.Duplicate, "duplicate", "email")]
    [InlineData(422, """{"errors":[{"title":"Email address is not valid","code":"email_invalid","source":{"pointer":"/data/attributes/email"}}]}""", FailureClasses.Validation, "email_invalid", "email")]
    [InlineData(422, """{"errors":[{"title":"x","code":"field_missing","source":{"pointer":"/data/attributes/firstName"}}]}""", FailureClasses.MissingField, "field_missing", "first_name")]
    [InlineData(422, """{"errors":[{"status":422,"title":"Missing attribute","source":{"pointer":"/data/attributes/contact"}}]}""", FailureClasses.MissingField, "HTTP 422", "contact")]
    [InlineData(400, """{"errors":[{"status":400,"title":"Bad Request","detail":"Contact email must be provided for sync"}]}""", FailureClasses.MissingField, "HTTP 400", null)]
    [InlineData(400, """{"message":"Could not process request","error":"Duplicate entry 'contact-vip' for key 'typetag'"}""", FailureClasses.Duplicate, "HTTP 400", null)]
    [InlineData(404, """{"message":"No Result found for Subscriber with id 7"}""", FailureClasses.NotFound, "HTTP 404", null)]
    [InlineData(403, """{"message":"No Result found for Subscriber with id 7"}""", FailureClasses.NotFound, "HTTP 403", null)]
    [InlineData(400, """{"errors":["some text"]}""", FailureClasses.Validation, "HTTP 400", null)]
    [InlineData(400, """{"errors":"Bulk operation failed"}""", FailureClasses.Validation, "HTTP 400", null)]
    [InlineData(400, "{}", FailureClasses.Validation, "HTTP 400", null)]
    [InlineData(400, """{"success":0,"message":"JSON payload did not pass validation","failureReasons":[{"contact":1,"failureReason":"Field 'email' not found"}]}""", FailureClasses.Validation, "HTTP 400", null)]
    [InlineData(200, """{"success":false,"message":"no"}""", FailureClasses.Validation, "HTTP 200", null)]
    [InlineData(200, """{"succeeded":0,"message":"no"}""", FailureClasses.Validation, "HTTP 200", null)]
    [InlineData(200, """{"errors":[{"status":404,"title":"Not Found","detail":"Contact not found"}]}""", FailureClasses.NotFound, "HTTP 200", null)]
    public async Task A_refused_contact_concerns_only_itself(int status, string body, string failure, string code, string? field)
    {
        _account.Vendor.On("PUT", Contact7, status, body);

        var fault = (await _account.Write(Some.Record("7", "", ("phone", "1")))).OnlyRefusal();

        Assert.Equal((failure, code, field), (fault.Class, fault.Code, fault.Field));
        Assert.NotEqual("", fault.Message);
        Assert.Single(_account.Vendor.Calls);
    }

    [Theory]
    [InlineData(429, "", FailureClasses.Rate)]
    [InlineData(503, "<html>", FailureClasses.Rate)]
    [InlineData(400, """{"success":0,"message":"Rate limit exceeded.","failureReasons":["Up to 100 imports"]}""", FailureClasses.Rate)]
    [InlineData(500, "{}", FailureClasses.VendorFault)]
    [InlineData(502, "<html>", FailureClasses.VendorFault)]
    [InlineData(520, "<html>", FailureClasses.VendorFault)]
    [InlineData(504, "<html>", FailureClasses.UnknownOutcome)]
    [InlineData(524, "<html>", FailureClasses.UnknownOutcome)]
    [InlineData(200, "<html>", FailureClasses.VendorFault)]
    [InlineData(404, "<html>", FailureClasses.VendorFault)]
    [InlineData(200, "", FailureClasses.UnknownOutcome)]
    [InlineData(200, """{"contact":{"id":""", FailureClasses.UnknownOutcome)]
    [InlineData(401, "", FailureClasses.Authentication)]
    [InlineData(402, "", FailureClasses.Permission)]
    public async Task A_fault_of_the_account_concerns_everything(int status, string body, string expected)
    {
        _account.Vendor.On("PUT", Contact7, status, body, ("Retry-After", "2"));

        var fault = (await _account.Write(Some.Record("7", "", ("phone", "1")))).Refusal();

        Assert.Equal((expected, TimeSpan.FromSeconds(2)), (fault.Class, fault.RetryAfter));
    }

    [Theory]
    [InlineData(200, """{"user":{"id":"1"}}""", FailureClasses.Permission)]
    [InlineData(403, """{"message":"Forbidden"}""", FailureClasses.Authentication)]
    [InlineData(401, "", FailureClasses.Authentication)]
    [InlineData(429, "", FailureClasses.Rate)]
    [InlineData(502, "<html>", FailureClasses.VendorFault)]
    public async Task Whoever_is_forbidden_something_is_asked_who_he_is(int status, string body, string expected)
    {
        foreach (var forbidden in new[] { "", "<html>no</html>", """{"message":"Forbidden"}""" })
        {
            _account.Vendor.On("GET", Contacts, 403, forbidden);
            _account.Vendor.On("GET", Me, status, body);

            var fault = (await _account.Target.Find(["ada@example.test"], ["phone"], Ct)).Refusal();

            Assert.Equal(expected, fault.Class);
            Assert.DoesNotContain("some-key", fault.Message, StringComparison.Ordinal);
        }
    }
}
