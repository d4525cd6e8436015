using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignImportTests
{
    private const string Path = "/api/3/import/bulk_import";
    private const string Queued = """{"success":1,"queued_contacts":1,"batchId":"b-1","message":"Contact import queued"}""";
    private const string Limited = """{"success":0,"message":"Rate limit exceeded.","failureReasons":["Up to 100 imports can be requested per minute."]}""";

    private readonly ActiveCampaignFixture _account = new();

    [Fact]
    public async Task A_person_goes_under_the_names_that_imports_know()
    {
        _account.Vendor.On("POST", Path, 200, Queued);
        var person = new ImportPerson(" Nora@Example.test ", new Dictionary<string, string?>
        {
            ["email"] = "x", ["first_name"] = "Nora", ["last_name"] = "", ["phone"] = null, ["orgname"] = "Lind AB", ["field:3"] = "Gothenburg",
        })
        {
            Tags = ["lead", " "], Subscribe = ["3"], Unsubscribe = ["5"], ExcludeAutomations = true,
        };

        Assert.Equal(new ImportOutcome.Queued("b-1"), Assert.Single((await Import(person)).Value()));
        Assert.Equal(
            """{"contacts":[{"email":"Nora@Example.test","first_name":"Nora","customer_acct_name":"Lind AB","fields":[{"id":3,"value":"Gothenburg"}],"tags":["lead"],"subscribe":[{"listid":3}],"unsubscribe":[{"listid":5}],"exclude_automations":true}]}""",
            Assert.Single(_account.Vendor.Calls).Body);
    }

    [Theory]
    [InlineData(250, 0, new[] { 250 })]
    [InlineData(501, 0, new[] { 250, 250, 1 })]
    [InlineData(250, 3_000, new[] { 129, 121 })]
    public async Task Calls_hold_what_the_vendor_takes(int people, int bytes, int[] expected)
    {
        var sizes = new List<int>();
        _account.Vendor.On(call => call.Path == Path, call =>
        {
            Assert.True(call.Body.Length < 400_000);
            sizes.Add(call.Json.GetProperty("contacts").GetArrayLength());
            return FakeVendor.Reply(200, Queued);
        });

        var outcomes = (await Import([.. Enumerable.Range(0, people).Select(i => Person($"p{i}@x.test", ("first_name", new string('x', bytes))))])).Value();

        Assert.All(outcomes, outcome => Assert.IsType<ImportOutcome.Queued>(outcome));
        Assert.Equal(expected, sizes);
    }

    [Fact]
    public async Task The_bad_ones_are_taken_out_and_the_rest_is_sent_again()
    {
        _account.Vendor.On(call => call.Path == Path, call =>
        {
            var bad = call.Json.GetProperty("contacts").EnumerateArray().Select((person, i) => (Email: person.GetProperty("email").GetString()!, Number: i + 1))
                .Where(each => each.Email.StartsWith("bad", StringComparison.Ordinal)).Select(each => $$"""{"contact":{{each.Number}},"failureReason":"Field 'email' is odd"}""");
            return bad.Any() ? FakeVendor.Reply(400, $$"""{"success":0,"message":"did not pass validation","failureReasons":[{{string.Join(',', bad)}}]}""")
                : FakeVendor.Reply(200, Queued);
        });

        var outcomes = (await Import(Person("a@x.test"), Person("bad1"), Person("b@x.test"), Person("bad2"), Person(" "))).Value();

        Assert.Equal([true, false, true, false, false], outcomes.Select(outcome => outcome is ImportOutcome.Queued));
        Assert.Equal(
            [FailureClasses.Validation, FailureClasses.Validation, FailureClasses.MissingField],
            outcomes.OfType<ImportOutcome.Refused>().Select(refused => refused.Fault.Class));
        Assert.Equal(2, _account.Vendor.Calls.Count);
    }

    [Fact]
    public async Task Where_nobody_is_blamed_the_bad_one_is_found_by_halves()
    {
        _account.Vendor.On(call => call.Path == Path, call => call.Body.Contains("bad", StringComparison.Ordinal)
            ? FakeVendor.Reply(400, """{"success":0,"message":"JSON payload did not pass validation","failureReasons":[]}""")
            : FakeVendor.Reply(200, Queued));

        var people = Enumerable.Range(0, 20).Select(i => Person(i == 13 ? "bad@x.test" : $"p{i}@x.test")).ToArray();
        var outcomes = (await Import(people)).Value();

        Assert.IsType<ImportOutcome.Refused>(outcomes[13]);
        Assert.Equal(19, outcomes.Count(outcome => outcome is ImportOutcome.Queued));
        Assert.InRange(_account.Vendor.Calls.Count, 2, 20);
    }

    [Fact]
    public async Task Too_many_imports_are_too_many_though_the_vendor_says_400()
    {
        _account.Vendor.On("POST", Path, 400, Limited);

        Assert.Equal(FailureClasses.Rate, (await Import(Person("a@x.test"))).Refusal().Class);
    }

    [Fact]
    public async Task What_is_queued_stays_queued_when_the_limit_comes_later()
    {
        _account.Vendor.OnTurns("POST", Path, (200, Queued), (400, Limited));

        var outcomes = (await Import([.. Enumerable.Range(0, 600).Select(i => Person($"p{i}@x.test"))])).Value();

        Assert.Equal(250, outcomes.Count(outcome => outcome is ImportOutcome.Queued));
        Assert.All(outcomes.Skip(250), outcome => Assert.Equal(FailureClasses.Rate, Assert.IsType<ImportOutcome.Refused>(outcome).Fault.Class));
        Assert.Equal(2, _account.Vendor.Calls.Count);
    }

    [Theory]
    [InlineData("nope", "x", "UNKNOWN_FIELD")]
    [InlineData("tags", "x", "UNKNOWN_FIELD")]
    public async Task Names_that_an_import_would_drop_in_silence_are_refused(string name, string value, string code)
    {
        var outcome = Assert.Single((await Import(Person("a@x.test", (name, value)))).Value());

        Assert.Equal(code, Assert.IsType<ImportOutcome.Refused>(outcome).Fault.Code);
        Assert.Empty(_account.Vendor.Calls);
    }

    [Fact]
    public async Task A_list_is_a_number() => Assert.Equal(
        "UNKNOWN_LIST",
        Assert.IsType<ImportOutcome.Refused>(Assert.Single((await Import(Person("a@x.test") with { Subscribe = ["news"] })).Value())).Fault.Code);

    [Fact]
    public async Task One_person_may_be_too_large() => Assert.Equal(
        "TOO_LARGE",
        Assert.IsType<ImportOutcome.Refused>(Assert.Single((await Import(Person("a@x.test", ("phone", new string('1', 400_000))))).Value())).Fault.Code);

    [Theory]
    [InlineData("""{"status":false}""", "waiting", false)]
    [InlineData("""{"status":"active","success":[],"failure":[]}""", "active", false)]
    [InlineData("""{"status":"completed","success":["4812"],"failure":["bad@x"]}""", "completed", true)]
    [InlineData("""{"status":"interrupted"}""", "interrupted", true)]
    public async Task Progress_is_told(string body, string state, bool isOver)
    {
        _account.Vendor.On("GET", "/api/3/import/info", 200, body);

        var progress = (await _account.Open.Import!.Progress("b-1", Ct)).Value();

        Assert.Equal((state, isOver), (progress.State, progress.IsOver));
        Assert.Equal(state == "completed", progress.Failed.Count == 1 && progress.RecordIds.Count == 1);
    }

    private Task<CallResult<IReadOnlyList<ImportOutcome>>> Import(params ImportPerson[] people) => _account.Open.Import!.Import(people, Ct);

    private static ImportPerson Person(string email, params (string Name, string? Value)[] fields) =>
        new(email, fields.ToDictionary(field => field.Name, field => field.Value));
}
