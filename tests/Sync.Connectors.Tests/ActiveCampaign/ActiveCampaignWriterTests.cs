using System.Text.Json;
using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignWriterTests
{
    private readonly ActiveCampaignFixture _account = new();

    [Theory]
    [InlineData(201, true)]
    [InlineData(200, false)]
    public async Task A_contact_without_an_id_is_upserted_by_address(int status, bool created)
    {
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"27","perstag":"COLOURS"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("POST", SyncPath, status, """{"fieldValues":[],"contact":{"email":"ada@example.test","id":"7"}}""");

        var outcomes = (await _account.Write(Some.Record(
            null, "ada@example.test", ("first_name", "Ädå"), ("phone", null), ("email", "ada@example.test"), ("field:3", null),
            ("field:colours", "||Red||")))).Value();

        Assert.Equal(new WriteOutcome.Written("7", created), Assert.Single(outcomes));
        Same("""
            {"contact":{"email":"ada@example.test","firstName":"Ädå","phone":"","fieldValues":[
             {"field":"3","value":""},{"field":"27","value":"||Red||"}]}}
            """, _account.Vendor.CallsTo("POST", SyncPath).Single().Json);
    }

    [Fact]
    public async Task A_contact_with_an_id_is_updated_in_place()
    {
        _account.Vendor.On("PUT", Contact7, 200, """{"contact":{"id":"7"}}""");

        var record = Some.Record("7", "ada@example.test", ("email", "new@example.test"), ("last_name", "Lind"));

        var outcomes = (await _account.Write(record)).Value();

        Assert.Equal(new WriteOutcome.Written("7", Created: false), Assert.Single(outcomes));
        Same("""{"contact":{"email":"new@example.test","lastName":"Lind"}}""", Assert.Single(_account.Vendor.Calls).Json);
    }

    [Fact]
    public async Task Who_opts_out_leaves_every_list_that_mail_could_still_come_from()
    {
        _account.Vendor.On("PUT", Contact7, 200, """{"contact":{"id":"7"}}""");
        _account.Vendor.On("GET", $"{Contact7}/contactLists", 200, """
            {"contactLists":[{"id":"11","list":"1","status":"1"},{"id":"12","list":"2","status":"2"},
             {"id":"13","list":"3","status":"0"},{"id":"14","list":"4","status":"3"}]}
            """);
        _account.Vendor.On("POST", "/api/3/contactLists", 200, """{"contactList":{"status":"2"}}""");

        var alone = await _account.Write(Some.Record("7", "ada@example.test", ("unsubscribed", "true")));
        Assert.Equal(new WriteOutcome.Written("7", Created: false), Assert.Single(alone.Value()));
        var both = await _account.Write(Some.Record("7", "ada@example.test", ("unsubscribed", "true"), ("last_name", "Lind")));
        Assert.Equal(new WriteOutcome.Written("7", Created: false), Assert.Single(both.Value()));
        await _account.Write(Some.Record("7", "ada@example.test", ("unsubscribed", null), ("last_name", "Lind")));

        var left = _account.Vendor.CallsTo("POST", "/api/3/contactLists").Select(call => call.Json).ToList();
        Assert.Equal(4, left.Count);
        Same("""{"contactList":{"list":"1","contact":"7","status":"2"}}""", left[0]);
        Same("""{"contactList":{"list":"3","contact":"7","status":"2"}}""", left[1]);
        Assert.Equal(2, _account.Vendor.CallsTo("PUT", Contact7).Count());
        Assert.All(_account.Vendor.CallsTo("PUT", Contact7), call => Same("""{"contact":{"lastName":"Lind"}}""", call.Json));
    }

    [Fact]
    public async Task Personalisation_tags_are_looked_up_once_over_all_pages()
    {
        _account.Vendor.On(call => call.Path == Fields, call => FakeVendor.Reply(200, call.Parameter("offset") switch
        {
            "0" => "{\"fields\":[" + string.Join(',', Enumerable.Range(1, 100).Select(i => $$"""{"id":"{{i}}","perstag":"F{{i}}"}"""))
                + """],"meta":{"total":"101"}}""",
            _ => """{"fields":[{"id":"500","perstag":"LAST"}],"meta":{"total":101}}""",
        }));
        _account.Vendor.On("PUT", Contact7, 200, """{"contact":{"id":"7"}}""");

        for (var i = 0; i < 3; i++)
        {
            (await _account.Write(Some.Record("7", "", ("field:Last", "x"), ("field:f99", "y")))).Value();
        }

        Assert.Equal(["?limit=100&offset=0", "?limit=100&offset=100"], _account.Vendor.CallsTo("GET", Fields).Select(call => call.Query));
        Same("""{"contact":{"fieldValues":[{"field":"500","value":"x"},{"field":"99","value":"y"}]}}""",
            _account.Vendor.CallsTo("PUT", Contact7).Last().Json);
    }

    [Theory]
    [InlineData("field:nope")]
    [InlineData("tags")]
    [InlineData("orgname")]
    [InlineData("Last_Name")]
    public async Task A_field_that_would_be_ignored_is_refused(string field)
    {
        _account.Vendor.On("GET", Fields, 200, """{"fields":[],"meta":{"total":"0"}}""");

        var fault = (await _account.Write(Some.Record("7", "", (field, "x")))).OnlyRefusal();

        Assert.Equal((FailureClasses.Validation, field), (fault.Class, fault.Field));
        Assert.Empty(_account.Vendor.CallsTo("PUT", Contact7));
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused_without_a_call()
    {
        Assert.Equal(FailureClasses.MissingField, (await _account.Write(Some.Record(null, " "))).OnlyRefusal().Class);
        Assert.Equal(FailureClasses.Validation, (await _account.Target.Write("deals", [Some.Record("7", "")], Ct)).OnlyRefusal().Class);
        Assert.Empty((await _account.Write()).Value());
        Assert.Empty(_account.Vendor.Calls);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _account.Write(Some.Record("7", ""), Some.Record("8", "")));
    }

    private static void Same(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, actual), actual.ToString());
}
