using System.Net;
using System.Text;
using Sync.Connectors.ActiveCampaign;
using Sync.Connectors.Zoho;

namespace Sync.Connectors.Tests;

/// <summary>Whatever a vendor answers, it becomes a value or a fault: nothing throws.</summary>
public sealed class ReplyMutationTests(ITestOutputHelper output)
{
    private const int Rounds = 3_000;

    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 207, 302, 400, 401, 403, 404, 412, 422, 429, 500, 503, 504];

    private static readonly string[] Fields = ["First_Name", "Colours", "Owner"];

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
                await CallAll(what, status, bytes);
            }
            catch (Exception cause)
            {
                Assert.Fail($"Seed {seed}, round {round}, {status}, {Convert.ToBase64String(bytes)}: {cause}");
            }
        }
    }

    private static async Task CallAll(string what, int status, byte[] bytes)
    {
        using var vendor = new FakeVendor();
        var calls = 0;
        vendor.On(_ => true, call => call.Path.EndsWith("/token", StringComparison.Ordinal) && what != "token"
            ? FakeVendor.Reply(200, ZohoToken)
            : new HttpResponseMessage(++calls > 50 ? HttpStatusCode.NoContent : (HttpStatusCode)status) { Content = new ByteArrayContent(bytes) });
        using var http = new HttpClient(vendor);
        var (target, module, fields) = what == "activecampaign"
            ? (ActiveCampaignConnector.Open(Some.ActiveCampaign(), http, new QuickTime()).Target, "contacts", new[] { "phone", "field:a", "tags" })
            : (new ZohoConnector().OpenTarget(Some.Zoho(), http, new FakeTokens()), "Leads", Fields);
        var ct = TestContext.Current.CancellationToken;

        await target.Find(["ada@example.test"], fields, ct);
        await target.Read(module, ["7"], fields, ct);
        await target.Write(module, [Some.Record("7", "", ("phone", "1"))], ct);
        await target.Write(module, [Some.Record(null, "ada@example.test", ("field:a", "1"))], ct);
    }
}
