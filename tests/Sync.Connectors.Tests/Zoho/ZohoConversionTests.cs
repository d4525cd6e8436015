using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoConversionTests
{
    private const string Lead = "/crm/v8/Leads/11";
    private const string Convert = "/crm/v8/Leads/11/actions/convert";
    private const string Open = """{"data":[{"id":"11","Converted__s":false,"Converted_Contact":null}]}""";
    private const string Done = """{"data":[{"id":"11","Converted__s":true,"Converted_Contact":{"name":"Ada","id":"30"},"Converted_Account":{"id":"20"},"Converted_Deal":null}]}""";
    private const string Already = """{"code":"ID_ALREADY_CONVERTED","details":{"resource_path_index":1},"message":"id already converted","status":"error"}""";

    private readonly ZohoFixture _zoho = new();

    [Fact]
    public async Task A_lead_becomes_contact_account_and_deal()
    {
        _zoho.Vendor.On("GET", Lead, 200, Open).On("POST", Convert, 200, """
            {"data":[{"code":"SUCCESS","details":{"Contacts":{"name":"Ada","id":"30"},"Deals":{"id":"50"},"Accounts":{"id":"20"}},"message":"converted","status":"success"}]}
            """);

        var written = Written(await _zoho.Run(new Operation.Convert("11")
        {
            AccountId = "20", Deal = new Dictionary<string, string?> { ["Deal_Name"] = "Roof", ["Stage"] = "Qualification", ["Amount"] = "12" },
        }));

        Assert.Equal(("30", true), (written.RecordId, written.Created));
        Assert.Equal(new Dictionary<string, string> { ["Contacts"] = "30", ["Accounts"] = "20", ["Deals"] = "50" }, written.Others);
        Assert.Equal(
            """{"data":[{"overwrite":false,"notify_lead_owner":false,"notify_new_entity_owner":false,"Accounts":{"id":"20"},"Deals":{"Deal_Name":"Roof","Stage":"Qualification","Amount":12}}]}""",
            _zoho.Vendor.CallsTo("POST", Convert).Single().Body);
    }

    [Theory]
    [InlineData("""{"data":[{"Contacts":"30","Deals":null,"Accounts":"20"}]}""")]
    [InlineData("""{"data":[{"code":"SUCCESS","details":{"Contacts":{"id":"30"},"Deals":null,"Accounts":{"id":"20"}},"status":"success"}]}""")]
    public async Task Answers_of_every_version_are_understood(string answer)
    {
        _zoho.Vendor.On("GET", Lead, 200, Open).On("POST", Convert, 200, answer);

        Assert.Equal(["Accounts", "Contacts"], Written(await _zoho.Run(new Operation.Convert("11"))).Others.Keys.Order());
    }

    [Fact]
    public async Task A_lead_that_is_converted_is_not_converted_again()
    {
        _zoho.Vendor.On("GET", Lead, 200, Done);

        var written = Written(await _zoho.Run(new Operation.Convert("11")));

        Assert.Equal(("30", false, "20"), (written.RecordId, written.Created, written.Others["Accounts"]));
        Assert.Empty(_zoho.Vendor.CallsTo("POST", Convert));
    }

    [Fact]
    public async Task Whoever_was_faster_has_converted_it()
    {
        _zoho.Vendor.OnTurns("GET", Lead, (200, Open), (200, Done)).On("POST", Convert, 400, Already);

        Assert.Equal("30", Written(await _zoho.Run(new Operation.Convert("11"))).RecordId);
    }

    [Fact]
    public async Task After_a_call_without_an_answer_the_lead_tells()
    {
        _zoho.Vendor.On("GET", Lead, 200, Open).On("POST", Convert, 504, "<html>Gateway Time-out</html>");
        Assert.Equal(FailureClasses.UnknownOutcome, (await _zoho.Open.Operations.Run([new Operation.Convert("11")], Ct)).Refusal().Class);

        _zoho.Vendor.On("GET", Lead, 200, Done);
        Assert.Equal("30", Written(await _zoho.Run(new Operation.Convert("11"))).RecordId);
        Assert.Single(_zoho.Vendor.CallsTo("POST", Convert));
    }

    [Fact]
    public async Task The_contact_and_account_that_Zoho_names_are_taken()
    {
        static string Duplicate(string module, string id) => $$"""
            {"data":[{"code":"DUPLICATE_DATA","details":{"api_name":"Email","duplicate_record":{"id":"{{id}}","module":{"api_name":"{{module}}"} } },"message":"duplicate data","status":"error"}]}
            """;
        _zoho.Vendor.On("GET", Lead, 200, Open).OnTurns(
            "POST", Convert, (400, Duplicate("Contacts", "30")), (400, Duplicate("Accounts", "20")),
            (200, """{"data":[{"code":"SUCCESS","details":{"Contacts":{"id":"30"},"Accounts":{"id":"20"}},"status":"success"}]}"""));

        Assert.Equal("30", Written(await _zoho.Run(new Operation.Convert("11"))).RecordId);
        var last = _zoho.Vendor.CallsTo("POST", Convert).Last().Json.GetProperty("data")[0];
        Assert.Equal(("30", "20"), (last.GetProperty("Contacts").GetProperty("id").GetString(), last.GetProperty("Accounts").GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(400, """{"data":[{"code":"MAPPING_MISMATCH","details":{"mapped_field":"Pipeline"},"message":"x","status":"error"}]}""", FailureClasses.Validation)]
    [InlineData(400, """{"data":[{"code":"RECORD_LOCKED","details":{},"message":"x","status":"error"}]}""", FailureClasses.Conflict)]
    [InlineData(400, """{"data":[{"code":"NOT_APPROVED","details":{},"message":"x","status":"error"}]}""", FailureClasses.Conflict)]
    [InlineData(202, """{"data":[{"code":"SCHEDULED","details":{"job_id":"9"},"message":"x","status":"success"}]}""", FailureClasses.UnknownOutcome)]
    [InlineData(403, """{"code":"NO_PERMISSION","details":{},"message":"x","status":"error"}""", FailureClasses.Permission)]
    public async Task Refusals_are_told(int status, string body, string expected)
    {
        _zoho.Vendor.On("GET", Lead, 200, Open).On("POST", Convert, status, body);

        var result = await _zoho.Open.Operations.Run([new Operation.Convert("11")], Ct);

        Assert.Equal(expected, result.Fault?.Class ?? Assert.IsType<WriteOutcome.Refused>(Assert.Single(result.Value())).Fault.Class);
    }

    [Fact]
    public async Task A_lead_that_is_not_there_is_not_found()
    {
        _zoho.Vendor.On("GET", Lead, 204);

        Assert.Equal(FailureClasses.NotFound, Assert.IsType<WriteOutcome.Refused>(await _zoho.Run(new Operation.Convert("11"))).Fault.Class);
    }

    private static WriteOutcome.Written Written(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Written>(outcome);
}
