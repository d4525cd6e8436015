using System.Text.Json;
using Sync.Contracts;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoWriterTests
{
    private const string Put = "/crm/v8/Leads";
    private const string Upsert = "/crm/v8/Leads/upsert";

    private readonly ZohoFixture _zoho = new();

    [Fact]
    public async Task Records_with_an_id_are_updated_and_the_others_upserted_in_two_calls_at_most()
    {
        _zoho.Vendor.On("PUT", Put, 200, Answer(Done("12", null), Done("14", null)));
        _zoho.Vendor.On("POST", Upsert, 200, Answer(Done("21", "insert"), Done("22", "update")));

        var outcomes = (await _zoho.Write(
            New(), Some.Record("12", "b@example.test", ("Last_Name", "B"), ("Phone", null)),
            Some.Record(null, " c@example.test", ("Last_Name", "Ç\"")), Some.Record("14", "", ("Phone", "4")))).Value();

        Assert.Equal(
            [
                new WriteOutcome.Written("21", Created: true), new WriteOutcome.Written("12", Created: false),
                new WriteOutcome.Written("22", Created: false), new WriteOutcome.Written("14", Created: false),
            ], outcomes);
        Same("""{"data":[{"id":"12","Last_Name":"B","Phone":null},{"id":"14","Phone":"4"}],"trigger":[]}""", Sent("PUT", Put));
        Same("""
            {"data":[{"Email":"a@example.test","Last_Name":"A"},{"Email":"c@example.test","Last_Name":"Ç\""}],
             "duplicate_check_fields":["Email"],"trigger":[]}
            """, Sent("POST", Upsert));
        Assert.Equal(100, _zoho.Target.LargestBatch);
    }

    [Fact]
    public async Task What_is_named_twice_is_sent_once_and_settled_twice()
    {
        _zoho.Vendor.On("PUT", Put, 200, Answer(Done("12", null)));
        _zoho.Vendor.On("POST", Upsert, 201, Answer(Done("21", "insert")));

        var outcomes = (await _zoho.Write(
            Some.Record(null, "a@example.test", ("Last_Name", "A"), ("Phone", "1")), Phone("12"),
            Some.Record(null, "A@example.test", ("Phone", "2")), Some.Record("12", "", ("Phone", "2")))).Value();

        Assert.Equal([("21", true), ("12", false), ("21", false), ("12", false)],
            outcomes.Cast<WriteOutcome.Written>().Select(each => (each.RecordId, each.Created)));
        Assert.Equal("2", Sent("POST", Upsert).GetProperty("data")[0].GetProperty("Phone").GetString());
        Assert.Equal("A", Sent("POST", Upsert).GetProperty("data")[0].GetProperty("Last_Name").GetString());
        Assert.Equal(1, Sent("PUT", Put).GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"code":"INVALID_DATA","details":{"expected_data_type":"email","api_name":"Email","json_path":"$.data[0].Email"},"message":"invalid data","status":"error"}""", FailureClasses.Validation, "INVALID_DATA", "Email")]
    [InlineData("""{"code":"INVALID_DATA","details":{"id":"11"},"message":"the id given seems to be invalid","status":"error"}""", FailureClasses.NotFound, "INVALID_DATA", null)]
    [InlineData("""{"code":"INVALID_DATA","details":{"api_name":"id","json_path":"$.data[0].id"},"message":"invalid data","status":"error"}""", FailureClasses.NotFound, "INVALID_DATA", "id")]
    [InlineData("""{"code":"INVALID_DATA","details":{"api_name":"Account_Name"},"message":"the related id given seems to be invalid","status":"error"}""", FailureClasses.Validation, "INVALID_DATA", "Account_Name")]
    [InlineData("""{"code":"INVALID_DATA","details":{"id":"11"},"message":"can't update the converted record","status":"error"}""", FailureClasses.Conflict, "INVALID_DATA", null)]
    [InlineData("""{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Last_Name"},"message":"required field not found","status":"error"}""", FailureClasses.MissingField, "MANDATORY_NOT_FOUND", "Last_Name")]
    [InlineData("""{"code":"RECORD_LOCKED","details":{},"message":"x","status":"error"}""", FailureClasses.Conflict, "RECORD_LOCKED", null)]
    [InlineData("""{"code":"ALREADY_MODIFIED","details":{},"message":"x","status":"error"}""", FailureClasses.Conflict, "ALREADY_MODIFIED", null)]
    [InlineData("""{"code":"NO_PERMISSION","details":{},"message":"x","status":"error"}""", FailureClasses.Permission, "NO_PERMISSION", null)]
    [InlineData("""{"code":"AUTHORIZATION_FAILED","details":{},"message":"x","status":"error"}""", FailureClasses.Validation, "AUTHORIZATION_FAILED", null)]
    [InlineData("""{"code":"NEVER_HEARD_OF","details":{},"message":"x","status":"error"}""", FailureClasses.Validation, "NEVER_HEARD_OF", null)]
    [InlineData("""{"code":"INTERNAL_ERROR","message":"x","status":"error"}""", FailureClasses.VendorFault, "INTERNAL_ERROR", null)]
    [InlineData("""{}""", FailureClasses.Validation, "ERROR", null)]
    public async Task A_refused_record_concerns_only_itself(string item, string failure, string code, string? field)
    {
        foreach (var status in new[] { 200, 201, 202, 207, 400, 412 })
        {
            _zoho.Vendor.On("PUT", Put, status, Answer(Done("10", null), item, Done("12", null)));

            var outcomes = (await _zoho.Write(
                Phone("10"), Phone("11"), Phone("12"))).Value();

            Assert.Equal(new WriteOutcome.Written("10", Created: false), outcomes[0]);
            Assert.Equal(new WriteOutcome.Written("12", Created: false), outcomes[2]);
            var fault = Assert.IsType<WriteOutcome.Refused>(outcomes[1]).Fault;
            Assert.Equal((failure, code, field), (fault.Class, fault.Code, fault.Field));
        }
    }

    [Theory]
    [InlineData("""{"code":"DUPLICATE_DATA","details":{"api_name":"Email","duplicate_record":{"id":"33","module":{"api_name":"Contacts","id":"1"}}},"message":"duplicate data","status":"error"}""", "Contacts", "33")]
    [InlineData("""{"code":"DUPLICATE_DATA","details":{"api_name":"Email","id":"34"},"message":"duplicate data","status":"error"}""", "Leads", "34")]
    [InlineData("""{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"INVALID_DATA","details":{"api_name":"Phone"},"message":"invalid data"},{"code":"DUPLICATE_DATA","details":{"api_name":"AC_Id","id":"35"},"message":"duplicate data"}]},"message":"Multiple errors in the request","status":"error"}""", "Leads", "35")]
    public async Task A_duplicate_names_the_record_that_is_there(string item, string module, string id)
    {
        _zoho.Vendor.On("POST", Upsert, 400, Answer(item));

        var outcome = Assert.Single((await _zoho.Write(New())).Value());

        var fault = Assert.IsType<WriteOutcome.Refused>(outcome).Fault;
        Assert.Equal((FailureClasses.Duplicate, "DUPLICATE_DATA", (module, id)), (fault.Class, fault.Code, fault.Existing));
    }

    [Fact]
    public async Task A_duplicate_that_names_nothing_has_nothing_to_go_on_with()
    {
        _zoho.Vendor.On("POST", Upsert, 400, Answer(
            """{"code":"DUPLICATE_DATA","details":{"api_name":"Email"},"message":"duplicate data","status":"error"}"""));

        var outcome = Assert.Single((await _zoho.Write(New())).Value());

        Assert.Null(Assert.IsType<WriteOutcome.Refused>(outcome).Fault.Existing);
    }

    [Theory]
    [InlineData(429, """{"code":"TOO_MANY_REQUESTS","message":"x"}""", FailureClasses.Rate)]
    [InlineData(500, """{"code":"INTERNAL_ERROR","message":"x"}""", FailureClasses.VendorFault)]
    [InlineData(503, "<html>", FailureClasses.VendorFault)]
    [InlineData(200, "<html>sign in</html>", FailureClasses.VendorFault)]
    [InlineData(504, "<html>", FailureClasses.UnknownOutcome)]
    [InlineData(200, """{"data":[{"co""", FailureClasses.UnknownOutcome)]
    [InlineData(200, "", FailureClasses.UnknownOutcome)]
    [InlineData(207, """{"data":[{"status":"success","details":{"id":"1"}}]}""", FailureClasses.UnknownOutcome)]
    [InlineData(400, """{"data":[{"code":"INVALID_DATA","details":{"api_name":"data"},"message":"x"}]}""", FailureClasses.Validation)]
    [InlineData(400, """{"code":"INVALID_MODULE","message":"x"}""", FailureClasses.Validation)]
    [InlineData(403, """{"code":"NO_PERMISSION","message":"x"}""", FailureClasses.Permission)]
    public async Task A_refused_call_concerns_all_of_it(int status, string body, string expected)
    {
        _zoho.Vendor.On("PUT", Put, status, body);

        var fault = (await _zoho.Write(
            Phone("10"), Phone("11"), New())).Refusal();

        Assert.Equal(expected, fault.Class);
        Assert.Empty(_zoho.Vendor.CallsTo("POST", Upsert));
    }

    [Fact]
    public async Task What_the_first_call_did_stays_done_when_the_second_fails()
    {
        _zoho.Vendor.On("PUT", Put, 200, Answer(Done("10", null)));
        _zoho.Vendor.On("POST", Upsert, 503, "<html>");

        var outcomes = (await _zoho.Write(New(), Phone("10"))).Value();

        Assert.Equal(FailureClasses.VendorFault, Assert.IsType<WriteOutcome.Refused>(outcomes[0]).Fault.Class);
        Assert.Equal(new WriteOutcome.Written("10", Created: false), outcomes[1]);
    }

    [Fact]
    public async Task What_cannot_be_right_is_refused_without_a_call()
    {
        var outcomes = (await _zoho.Write(Some.Record(null, " ", ("Last_Name", "A")), Some.Record("me/../x", "", ("Phone", "1")))).Value();

        Assert.Equal(
            [FailureClasses.MissingField, FailureClasses.NotFound], outcomes.Cast<WriteOutcome.Refused>().Select(each => each.Fault.Class));
        Assert.Empty(_zoho.Vendor.Calls);
        Assert.Empty((await _zoho.Write()).Value());
        var tooMany = Enumerable.Range(1, 101).Select(i => Some.Record($"{i}", "")).ToArray();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _zoho.Write(tooMany));
    }

    [Fact]
    public async Task Values_of_fields_that_are_no_text_are_sent_as_what_they_are()
    {
        _zoho.Vendor.On("GET", "/crm/v8/settings/fields", 200, """
            {"fields":[{"api_name":"Seats","data_type":"integer"},{"api_name":"Worth","data_type":"currency"},{"api_name":"Colours","data_type":"multiselectpicklist"},
             {"api_name":"Partner","data_type":"lookup"},{"api_name":"Vip","data_type":"boolean"},{"api_name":"Note","data_type":"text"},{"api_name":"Odd","data_type":"integer"}]}
            """);
        _zoho.Vendor.On("PUT", Put, 200, Answer(Done("10", null)));
        var record = Some.Record(
            "10", "", ("Seats", "12"), ("Worth", "12.50"), ("Colours", "||Red||Blue||"), ("Partner", "77"), ("Vip", "1"),
            ("Note", "12"), ("Odd", "many"), ("Email_Opt_Out", "true"), ("Owner", null), ("Unheard_Of", "x"));

        (await _zoho.Write(record)).Value();
        (await _zoho.Write(record)).Value();

        Same("""
            {"data":[{"id":"10","Seats":12,"Worth":12.50,"Colours":["Red","Blue"],"Partner":{"id":"77"},"Vip":true,"Note":"12","Odd":"many",
             "Email_Opt_Out":true,"Owner":null,"Unheard_Of":"x"}],"trigger":[]}
            """, Sent("PUT", Put));
        Assert.Single(_zoho.Vendor.CallsTo("GET", "/crm/v8/settings/fields"));
    }

    [Theory]
    [InlineData(403, """{"code":"NO_PERMISSION","message":"x"}""", true)]
    [InlineData(401, """{"code":"OAUTH_SCOPE_MISMATCH","message":"x"}""", true)]
    [InlineData(404, """{"code":"INVALID_URL_PATTERN","message":"x"}""", true)]
    [InlineData(503, "", false)]
    [InlineData(429, "", false)]
    public async Task Without_the_right_to_read_the_fields_values_go_out_as_text(int status, string body, bool written)
    {
        _zoho.Vendor.On("GET", "/crm/v8/settings/fields", status, body);
        _zoho.Vendor.On("PUT", Put, 200, Answer(Done("10", null)));

        var result = await _zoho.Write(Some.Record("10", "", ("Seats", "12")));

        Assert.Equal(written, result.TryGet(out _, out _));
    }

    private static TargetRecord New() => Some.Record(null, "a@example.test", ("Last_Name", "A"));

    private static TargetRecord Phone(string id) => Some.Record(id, "", ("Phone", "1"));

    private static string Answer(params string[] items) => $$"""{"data":[{{string.Join(',', items)}}]}""";

    private static string Done(string id, string? action) => $$"""
        {"code":"SUCCESS","status":"success",{{(action is null ? "" : $"\"action\":\"{action}\",")}}"message":"record updated","details":{"id":"{{id}}"} }
        """;

    private JsonElement Sent(string method, string path) => _zoho.Vendor.CallsTo(method, path).Last().Json;

    private static void Same(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, actual), actual.ToString());
}
