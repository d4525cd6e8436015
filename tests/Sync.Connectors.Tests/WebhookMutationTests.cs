using System.Text;

namespace Sync.Connectors.Tests;

/// <summary>Whatever a sender sends, it is read or refused: nothing throws, and nothing takes long.</summary>
public sealed class WebhookMutationTests(ITestOutputHelper output)
{
    private const int Rounds = 20_000;

    public static TheoryData<string, string> Bodies => new()
    {
        { "activecampaign", "type=update&date_time=2026-03-04T09%3A15%3A27-06%3A00&initiated_from=admin&list=0&contact%5Bid%5D=4812"
            + "&contact%5Bemail%5D=nora.lind%40example.test&contact%5Btags%5D=lead%2C+web&contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7C" },
        { "activecampaign", "seriesid=31&contact[id]=4812&contact[email]=nora@example.test&contact[fields][utm_source]=newsletter" },
        { "activecampaign", "type=unsubscribe&list[0][id]=3&list[][id]=4&contact[id]=9&date_time=2026-03-04 09:15:27&form[id]=4" },
        { "activecampaign", "type=deal_update&deal[id]=77&deal[currency_symbol]=&euro;&deal[fields][0][key]=Roof type" },
        { "zoho", """
            {"server_time":1772613072787,"affected_values":[{"record_id":"5550100000003194003","values":{"Phone":"+49"}}],"module":"Leads",
             "ids":["5550100000003194003"],"affected_fields":[{"5550100000003194003":["Phone"]}],"operation":"update",
             "channel_id":"1000000068001","token":null}
            """ },
        { "zoho", "lead_id=5550100000003194003&email=ada%40northwind.test&status=Contacted&modified=2026-03-04+09%3A31%3A12" },
        { "zoho", """{"data":[{"lead_id":"5550100000003194003","email":"ada@northwind.test"}],"module":"Leads"}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Mutated_bodies_never_throw_and_never_take_long(string vendor, string body)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var webhook = KnownConnectors.All[vendor].Webhook;
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutation.Of(Encoding.UTF8.GetBytes(body), random);
            var query = random.Next(4) == 0 ? Encoding.Latin1.GetString(Mutation.Of("module=Leads&x=1"u8.ToArray(), random)) : null;
            var delivery = new WebhookBody(random.Next(2) == 0 ? null : "application/json", query, bytes, Some.Received);
            try
            {
                var time = Quickest.Of(() => ReadAndName(webhook, delivery));
                slowest = time > slowest ? time : slowest;
            }
            catch (Exception cause)
            {
                Assert.Fail($"Seed {seed}, round {round}, {Convert.ToBase64String(bytes)}, query {query}: {cause}");
            }
        }

        Assert.True(slowest < Quickest.Bearable, $"Seed {seed}: the slowest took {slowest}.");
    }

    private static void ReadAndName(IWebhook webhook, WebhookBody delivery)
    {
        Assert.NotNull(webhook.Read(delivery));
        Assert.Equal(webhook.Key("one", delivery), webhook.Key("one", delivery));
    }
}
