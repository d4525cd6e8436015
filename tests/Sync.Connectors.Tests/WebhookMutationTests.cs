using System.Text;
using Sync.Testing;

namespace Sync.Connectors.Tests;

/// <summary>Whatever a sender sends, it is read or refused: nothing throws, and nothing takes long. Half of the kinds run beside the
/// other half, and each kind in parts, so that a hundred thousand bodies of each take seconds.</summary>
public abstract class WebhookMutationTests(ITestOutputHelper output)
{
    private const int Rounds = 100_000;

    protected void Mutate(string vendor, string body)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var parts = Enumerable.Range(0, Environment.ProcessorCount).ToList();
        Parallel.ForEach(parts, part => Mutate(vendor, body, seed + part, Rounds / parts.Count));
    }

    private static void Mutate(string vendor, string body, int seed, int rounds)
    {
        var random = new Random(seed);
        var webhook = KnownConnectors.All[vendor].Webhook;
        var original = Encoding.UTF8.GetBytes(body);
        for (var round = 0; round < rounds; round++)
        {
            var bytes = Mutation.Of(original, random);
            var query = random.Next(4) == 0 ? Encoding.Latin1.GetString(Mutation.Of("module=Leads&x=1"u8.ToArray(), random)) : null;
            var delivery = new WebhookBody(random.Next(2) == 0 ? null : "application/json", query, bytes, Some.Received);
            try
            {
                var time = Quickest.Of(() => ReadAndName(webhook, delivery));
                Assert.True(time < Quickest.Bearable, $"It took {time}.");
            }
            catch (Exception cause)
            {
                Assert.Fail($"Seed {seed}, round {round}, {Convert.ToBase64String(bytes)}, query {query}: {cause}");
            }
        }
    }

    private static void ReadAndName(IWebhook webhook, WebhookBody delivery)
    {
        Assert.NotNull(webhook.Read(delivery));
        Assert.Equal(webhook.Key("one", delivery), webhook.Key("one", delivery));
    }
}

/// <summary>Forms, as ActiveCampaign sends them.</summary>
public sealed class ActiveCampaignMutationTests(ITestOutputHelper output) : WebhookMutationTests(output)
{
    private const string Head = "date_time=2026-03-04T09%3A15%3A27-06%3A00&initiated_from=admin&initiated_by=admin&list=0";
    private const string Contact = "&contact%5Bid%5D=4812&contact%5Bemail%5D=nora.lind%40example.test&contact%5Btags%5D=lead%2C+web";

    public static TheoryData<string> Bodies =>
    [
        $"type=update&{Head}{Contact}&contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7C&contact%5Bfields%5D%5B3%5D%5B0%5D=a",
        "seriesid=31&contact[id]=4812&contact[email]=nora@example.test&contact[fields][utm_source]=newsletter",
        "type=unsubscribe&list[0][id]=3&list[][id]=4&contact[id]=9&date_time=2026-03-04 09:15:27&form[id]=4&unsubscribe[reason]=Too many",
        $"type=contact_tag_added&{Head}&tag=webinar-2026{Contact}",
        "type=deal_update&date_time=2026-03-04T09:15:27-06:00&deal[id]=77&deal[value]=12,500.00&deal[currency_symbol]=&euro;&deal[fields][0][key]=Roof",
        $"type=deal_task_add&{Head}&task[id]=31&task[duedate]=2026-03-05 09:00:00&deal[id]=77",
        $"type=account_contact_add&{Head}&account[id]=12&accountContact[contact]=4812&accountContact[job_title]=CEO",
        $"type=list_add&{Head}&list[id]=3&list[name]=News&list[sender_addr1]=Street",
        $"type=bounce&{Head}&campaign[id]=40&bounce[type]=hard&bounce[code]=5.1.1{Contact}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Mutated_bodies_never_throw_and_never_take_long(string body) => Mutate("activecampaign", body);
}

/// <summary>Notifications, and what rules send.</summary>
public sealed class ZohoMutationTests(ITestOutputHelper output) : WebhookMutationTests(output)
{
    public static TheoryData<string> Bodies =>
    [
        """
        {"server_time":1772613072787,"affected_values":[{"record_id":"5550100000003194003","values":{"Phone":"+49"}}],"module":"Leads",
         "ids":["5550100000003194003"],"affected_fields":[{"5550100000003194003":["Phone"]}],"operation":"update",
         "channel_id":"1000000068001","token":null}
        """,
        """{"module":"Deals","ids":["1","2"],"operation":"delete","channel_id":1,"server_time":"1772613072787"}""",
        "lead_id=5550100000003194003&email=ada%40northwind.test&status=Contacted&modified=2026-03-04+09%3A31%3A12",
        """{"data":[{"lead_id":"5550100000003194003","email":"ada@northwind.test","Modified Time":"2026-03-04T09:31:12+01:00"}],"module":"Leads"}""",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Mutated_bodies_never_throw_and_never_take_long(string body) => Mutate("zoho", body);
}
