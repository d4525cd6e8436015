using System.Net;
using System.Text;
using Sync.Connectors.ActiveCampaign;
using Sync.Connectors.Zoho;
using Sync.Testing;

namespace Sync.Connectors.Tests;

/// <summary>Whatever a vendor answers, it becomes a value or a fault: nothing throws.</summary>
public sealed class ReplyMutationTests(ITestOutputHelper output)
{
    private const int Rounds = 100_000;

    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 207, 302, 400, 401, 403, 404, 412, 422, 429, 500, 503, 504];

    private static readonly List<Func<VendorConnection, CancellationToken, Task>> OfActiveCampaign = Calls("contacts", ["phone", "field:a", "tags"]);
    private static readonly List<Func<VendorConnection, CancellationToken, Task>> OfZoho = Calls("Leads", ["First_Name", "Colours", "Owner"]);

    public static TheoryData<string, string> Replies => new()
    {
        { "zoho", """{"data":[{"id":"11","Email":"ada@example.test","Colours":["Red",{"id":"1"}],"Owner":{"id":"5"}}],"info":{"more_records":true}}""" },
        { "zoho", """{"data":[{"code":"SUCCESS","action":"insert","details":{"id":"7"},"status":"success"}]}""" },
        { "zoho", """{"data":[{"code":"DUPLICATE_DATA","details":{"duplicate_record":{"id":"3","module":{"api_name":"Contacts"}}},"status":"error"}]}""" },
        { "zoho", """{"data":[{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"INVALID_DATA","message":"x"}]},"status":"error"}]}""" },
        { "zoho", """{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""" },
        { "activecampaign", """{"contacts":[{"id":"7","email":"ada@example.test"}],"fieldValues":[{"contact":"7","field":"3","value":"x"}]}""" },
        { "activecampaign", """{"contact":{"id":"7","email":"ada@example.test"},"fields":[{"id":"3","perstag":"A"}],"meta":{"total":"1"}}""" },
        { "activecampaign", """{"errors":[{"title":"x","code":"duplicate","source":{"pointer":"/data/attributes/email"}}],"success":0}""" },
        { "zoho", """{"data":[{"id":"11","Modified_Time":"2026-03-04T09:31:12+01:00","Tag":[{"name":"vip","id":"1"}]}],"info":{"more_records":true,"next_page_token":"t"}}""" },
        { "zoho", """{"watch":[{"channel_id":"1","channel_expiry":"2026-03-10T10:00:00+01:00","notify_url":"https://sync.test/x","events":["Leads.create"],"code":"SUCCESS","status":"success"}]}""" },
        { "zoho", """{"fields":[{"api_name":"Phone","data_type":"picklist","length":30,"pick_list_values":[{"actual_value":"a","sequence_number":1}],"unique":{}}],"users":[{"id":"5","status":"active"}]}""" },
        { "activecampaign", """{"webhooks":[{"id":"1","url":"https://sync.test/x","events":["update"],"sources":["api"],"listid":"0"}],"meta":{"total":"1"},"batchId":"b","status":"done"}""" },
        { "activecampaign", """{"tags":[{"id":"1","tag":"vip"}],"contactTags":[{"id":"2","tag":"1"}],"contactLists":[{"list":"3","status":"2","udate":"2026-03-04T09:15:27-06:00"}],"deals":[{"id":"7","value":"1","currency":"eur"}]}""" },
        { "token", ZohoToken },
    };

    private const string ZohoToken = """{"access_token":"t","api_domain":"http://api.test","expires_in":3600,"expires_in_sec":3600}""";

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task Mutated_replies_become_values_or_faults(string what, string reply)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutation.Of(Encoding.UTF8.GetBytes(reply), random);
            var status = Statuses[random.Next(Statuses.Length)];
            try
            {
                await CallOne(what, status, bytes, random);
            }
            catch (Exception cause)
            {
                Assert.Fail($"Seed {seed}, round {round}, {status}, {Convert.ToBase64String(bytes)}: {cause}");
            }
        }
    }

    // One call a body, each of them thousands of times: bodies are what may surprise.
    private static async Task CallOne(string what, int status, byte[] bytes, Random random)
    {
        using var vendor = new FakeVendor();
        var answered = 0;
        vendor.On(_ => true, call => call.Path.EndsWith("/token", StringComparison.Ordinal) && what != "token"
            ? FakeVendor.Reply(200, ZohoToken)
            : new HttpResponseMessage(++answered > 50 ? HttpStatusCode.NoContent : (HttpStatusCode)status) { Content = new ByteArrayContent(bytes) });
        using var http = new HttpClient(vendor);
        var open = what == "activecampaign"
            ? ActiveCampaignConnector.Open(Some.ActiveCampaign("http://127.0.0.1"), http, new QuickTime())
            : ZohoConnector.Open(Some.Zoho("http://127.0.0.1"), http, new FakeTokens(), new QuickTime());
        var calls = what == "activecampaign" ? OfActiveCampaign : OfZoho;
        await calls[random.Next(calls.Count)](open, TestContext.Current.CancellationToken);
    }

    private static List<Func<VendorConnection, CancellationToken, Task>> Calls(string module, string[] fields) =>
    [
        (open, ct) => open.Target.Find(["ada@example.test"], fields, ct),
        (open, ct) => open.Target.Read(module, ["7"], fields, ct),
        (open, ct) => open.Target.Write(module, [Some.Record("7", "", ("phone", "1"))], ct),
        (open, ct) => open.Target.Write(module, [Some.Record(null, "ada@example.test", ("field:a", "1"))], ct),
        (open, ct) => open.Source.Read(module, ["7", "11"], fields, ct),
        async (open, ct) =>
        {
            var changed = new SourceQuery.ChangedSince(module, Some.Received);
            var page = await open.Source.Page(changed, null, ct);
            await open.Source.Page(changed, page.Value?.Next, ct);
        },
        (open, ct) => open.Source.Page(new SourceQuery.Deleted(module, Some.Received), null, ct),
        (open, ct) => open.Metadata.Fields(module, ct),
        (open, ct) => open.Metadata.Users(ct),
        (open, ct) => open.Metadata.Pipelines(ct),
        (open, ct) => open.Registration.Ensure(Desired, ct),
        (open, ct) => open.Checkup.Run(
            new CheckupRequest { Fields = [new NeededField(module, fields[0])], Owners = ["5"], Registration = Desired }, ct),
        .. Operations(module).Select(operation =>
            (Func<VendorConnection, CancellationToken, Task>)((open, ct) => open.Operations.Run([operation], ct))),
        async (open, ct) =>
        {
            if (open.Import is { } import)
            {
                await import.Import([new ImportPerson("ada@example.test", new Dictionary<string, string?>())], ct);
                await import.Progress("b", ct);
            }
        },
    ];

    private static DesiredRegistration Desired => new(new Uri("https://sync.test/x")) { Kinds = ["Leads.all"] };

    private static IEnumerable<Operation> Operations(string module) =>
    [
        new Operation.SetTag(module, "7", "vip", true), new Operation.SetTag(module, "7", "vip", false),
        new Operation.SetSubscription("7", "3", true), new Operation.AddNote(new RecordLink(module, "7"), "x", new Mark("m")),
        new Operation.AddTask(new RecordLink(module, "7"), "x", new Mark("m")) { OwnerId = "5" },
        new Operation.SaveDeal(null) { Title = "x", Stage = "1", Mark = new Mark("m"), Value = new Money(1, "EUR"), ContactId = "7" },
        new Operation.LinkAccount("7", "8"), new Operation.Enrol("7", "8", true), new Operation.Convert("7"), new Operation.Delete(module, "7"),
        new Operation.Save(module == "Leads" ? "Accounts" : "accounts", null, new Dictionary<string, string?> { ["name"] = "x", ["Account_Name"] = "x" }),
    ];
}
