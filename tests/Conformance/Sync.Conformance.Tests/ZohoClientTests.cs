using System.Text.Json;

namespace Sync.Conformance.Tests;

public sealed class ZohoClientTests(ZohoClient client) : IClassFixture<ZohoClient>
{
    [Theory]
    [InlineData("refresh")]
    [InlineData("code")]
    public void It_signs_in_and_stays_at_the_host_that_the_token_names(string grant)
    {
        var signIn = client.Result("signIn", grant);

        Assert.StartsWith("1000.", Text(signIn, "accessToken"), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(Text(signIn, "refreshToken")));
        Assert.Equal(client.Sandbox.ZohoAddress.ToString().TrimEnd('/'), Text(signIn, "apiDomain"));
        Assert.StartsWith("sync@acme.test", Text(signIn, "user"), StringComparison.Ordinal);
        Assert.InRange(signIn.GetProperty("expiresInMs").GetInt64(), 3_500_000, 3_600_000);
    }

    [Theory]
    [InlineData("create", 201, "SUCCESS", "record added", null)]
    [InlineData("allInvalid", 400, "MANDATORY_NOT_FOUND", "required field not found", null)]
    [InlineData("upsertNew", 200, "SUCCESS", "record added", "insert")]
    [InlineData("upsertKnown", 200, "SUCCESS", "record updated", "update")]
    [InlineData("update", 200, "SUCCESS", "record updated", null)]
    [InlineData("updateConverted", 400, "INVALID_DATA", "can't update the converted record", null)]
    public void It_understands_the_result_of_a_write(string scenario, int status, string code, string message, string? action)
    {
        var result = client.Result(scenario);
        var item = result.GetProperty("items")[0];

        Assert.Equal(status, result.GetProperty("status").GetInt32());
        Assert.Equal((code, message, action), (Text(item, "code"), Text(item, "message"), Text(item, "action")));
        Assert.Equal(code == "SUCCESS", item.GetProperty("created").GetBoolean());
    }

    [Fact]
    public void It_keeps_good_and_bad_items_of_one_call_apart()
    {
        var result = client.Result("invalid");

        Assert.Equal(207, result.GetProperty("status").GetInt32());
        Assert.Equal("SuccessResponse", Text(result.GetProperty("items")[0], "kind"));
        Assert.Equal(("APIException", "Email"), (Text(result.GetProperty("items")[1], "kind"), Text(result.GetProperty("items")[1], "api_name")));
    }

    [Fact]
    public void It_reads_every_type_of_field()
    {
        var lead = client.Result("get").GetProperty("records")[0];

        Assert.Equal("Contacted", Text(lead, "Lead_Status"));
        Assert.Equal(7, lead.GetProperty("AC_Score").GetInt32());
        Assert.False(lead.GetProperty("Email_Opt_Out").GetBoolean());
        Assert.Equal(2, lead.GetProperty("Interests").GetArrayLength());
        Assert.StartsWith("2026-03-05", Text(lead, "Demo_Date"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_finds_a_lead_by_email_whatever_its_case_and_takes_an_empty_answer()
    {
        var found = client.Result("search").GetProperty("records");
        var nothing = client.Result("searchNothing");

        Assert.Equal("Pre-Qualified", Text(found[0], "Lead_Status"));
        Assert.Equal(1, found.GetArrayLength());
        Assert.Equal((204, 0), (nothing.GetProperty("status").GetInt32(), nothing.GetProperty("records").GetArrayLength()));
        Assert.Equal(204, client.Result("missing").GetProperty("status").GetInt32());
    }

    [Fact]
    public void It_converts_a_lead_once()
    {
        var first = client.Result("convert");
        var again = client.Result("convertAgain");

        Assert.Equal((200, "SUCCESS"), (first.GetProperty("status").GetInt32(), Text(first, "code")));
        Assert.All(first.GetProperty("made").EnumerateObject(), made => Assert.StartsWith("55501", made.Value.GetString(), StringComparison.Ordinal));
        Assert.Equal((400, "ID_ALREADY_CONVERTED"), (again.GetProperty("status").GetInt32(), Text(again, "code")));
    }

    [Fact]
    public void It_pages_past_two_thousand_records_by_token_and_misses_none()
    {
        var pages = client.Result("page").EnumerateArray().ToList();
        var ids = pages.SelectMany(page => page.GetProperty("ids").EnumerateArray().Select(id => id.GetString())).ToList();

        Assert.All(pages, page => Assert.Equal(200, page.GetProperty("status").GetInt32()));
        Assert.Equal(10, pages.Count(page => !page.GetProperty("byToken").GetBoolean()));
        Assert.Equal(2, pages.Count(page => page.GetProperty("byToken").GetBoolean()));
        Assert.Equal(2_302, ids.Distinct().Count());
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal("DISCRETE_PAGINATION_LIMIT_EXCEEDED", Text(client.Result("pageBeyond"), "error"));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
