using System.Globalization;
using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Faults;

/// <summary>The vendors lose, repeat and swap their own webhooks: what arrived is what counts.</summary>
[Collection(nameof(SingleStack))]
public sealed class MisbehavingWebhookTests(SingleStack fixture)
{
    private const int People = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private Stack Stack => fixture.Stack;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dropped_doubled_and_swapped_deliveries_end_right_for_each_one_that_arrived()
    {
        await Stack.Ready(TimeSpan.FromSeconds(60), Ct);
        await Stack.Quiet(Patience, Ct);
        await Stack.Sandbox.Reset(Ct);
        foreach (var vendor in (string[])["activecampaign", "zoho"])
        {
            await Stack.Sandbox.Webhooks(new { vendor, drop = 0.05, duplicate = 0.1, reorder = 0.1 }, Ct);
        }

        var people = Enumerable.Range(0, People).Select(_ => AcContact.New()).ToList();
        for (var round = 0; round < 6; round++)
        {
            await UntilTheSecondIsNew(round);
            await Act(people, round);
        }

        await Testing.Eventually.Within(Patience, async () => (await Stack.Sandbox.DeliveryCounts("activecampaign", Ct))["pending"] == 0);
        await Stack.Quiet(Patience, Ct);
        var counts = await Stack.Sandbox.DeliveryCounts("activecampaign", Ct);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
        Assert.All((string[])["dropped", "duplicated", "reordered"], what => Assert.InRange(counts[what], 10, People * 6 / 4));
        await Judge(people);
    }

    /// <summary>Two rounds follow each other over the border of a second, so that a delivery that is held back is overtaken by a newer one,
    /// and the vendor's times, which have no fractions, still tell which is the newer.</summary>
    private static async Task UntilTheSecondIsNew(int round)
    {
        var now = DateTimeOffset.UtcNow.Millisecond;
        // The first of two comes late in the next second, the other one early in the second after.
        await Task.Delay(TimeSpan.FromMilliseconds(1_000 - now + (round % 2 == 0 ? 850 : 30)), Ct);
    }

    private Task Act(IEnumerable<AcContact> people, int round) => Stack.Sandbox.Act(
        people.Select(person => new
        {
            vendor = "activecampaign", @as = "public", @do = round == 0 ? "create" : "update", module = "contacts", email = person.Email,
            set = new { firstName = Name(round), lastName = person.LastName, phone = person.Phone },
        }), Ct);

    private static string Name(int round) => string.Create(CultureInfo.InvariantCulture, $"Round {round}");

    /// <summary>Each person is one lead that says what the newest delivery said that arrived, or none where none did.</summary>
    private async Task Judge(IReadOnlyList<AcContact> people)
    {
        var arrived = (await Arrived()).ToLookup(delivery => delivery.Email, delivery => delivery);
        var held = (await Stack.Sandbox.Records("Leads", Ct)).ToLookup(lead => lead.GetProperty("Email").ToString());
        var wrong = people.Select(person => (
                person.Email,
                Wanted: arrived[person.Email].OrderBy(delivery => delivery.At).Select(delivery => delivery.FirstName).LastOrDefault(),
                Held: string.Join(" and ", held[person.Email].Select(lead => lead.GetProperty("First_Name").ToString()))))
            .Where(person => person.Held != (person.Wanted ?? "")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(each => $"{each.Email}: held '{each.Held}', wanted '{each.Wanted}'")));
        Assert.All(people.SelectMany(person => arrived[person.Email]), delivery => Assert.NotNull(delivery.Outcome));
    }

    private async Task<IReadOnlyList<Delivery>> Arrived()
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        var rows = await connection.QueryAsync<(string Body, string? Outcome)>("""
            select convert_from(d.body, 'UTF8'), s.outcome from ingress.delivery d join ingress.settlement s on s.delivery_id = d.id
             where d.connection = 'marketing'
            """);
        return [.. rows.Select(row => Delivery.From(row.Body, row.Outcome))];
    }

    private sealed record Delivery(string Email, string FirstName, DateTimeOffset At, string? Outcome)
    {
        public static Delivery From(string body, string? outcome)
        {
            var pairs = body.Split('&').Select(pair => pair.Split('=')).Where(pair => pair.Length == 2)
                .ToLookup(pair => Text(pair[0]), pair => Text(pair[1]));
            return new Delivery(
                pairs["contact[email]"].LastOrDefault() ?? "", pairs["contact[first_name]"].LastOrDefault() ?? "",
                DateTimeOffset.TryParse(pairs["date_time"].LastOrDefault(), CultureInfo.InvariantCulture, out var at) ? at : default, outcome);
        }

        private static string Text(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
    }
}
