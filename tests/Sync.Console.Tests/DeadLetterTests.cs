using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class DeadLetterTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_dead_letter_is_shown_once_with_all_that_is_known_and_ends_its_delivery()
    {
        var (delivery, email) = (Some.Number(), Some.Email());

        await console.Send(SomeFact.Letter(delivery, email: email));
        await console.Send(SomeFact.Letter(delivery, email: email));

        await Eventually.Within(
            Soon, () => console.Ask($"/api/deliveries/{delivery}"),
            line => line.GetProperty("outcome").GetString() == "dead-lettered: validation");
        var items = (await console.Ask("/api/dead-letters?limit=1000")).GetProperty("items");
        var item = Assert.Single(items.EnumerateArray(), item => $"{item.GetProperty("deliveryId")}" == $"{delivery}");
        Assert.Equal(
            ("written", "validation", "INVALID_DATA", "Phone", email, "open"),
            (Text("stage"), Text("class"), Text("code"), Text("field"), Text("email"), Text("state")));
        Assert.Equal(("""{"phone":"1"}""", "sales"), (Text("item"), Text("connection")));

        string? Text(string name) => item.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Dead_letters_come_page_by_page_newest_first()
    {
        var keys = Enumerable.Range(0, 7).Select(_ => Some.Word()).ToList();
        await console.Get<Messaging.IDeadLetterStore>()
            .Keep([.. keys.Select(key => SomeFact.Letter(null, key))], TestContext.Current.CancellationToken);

        var seen = new List<long>();
        for (var before = long.MaxValue; ;)
        {
            var page = (await console.Ask($"/api/dead-letters?limit=3&before={before}")).GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("id").GetInt64()).ToList();
            if (page.Count == 0)
            {
                break;
            }

            Assert.InRange(page.Count, 1, 3);
            seen.AddRange(page);
            before = page[^1];
        }

        Assert.Equal(seen.OrderDescending().Distinct(), seen);
        Assert.Equal((await console.Ask("/api/dead-letters?limit=1")).GetProperty("total").GetInt64(), seen.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    [InlineData(-1)]
    public Task A_page_has_a_sensible_size(int limit) => console.Ask($"/api/dead-letters?limit={limit}", 400);

    [Fact]
    public async Task A_dead_letter_without_a_delivery_ends_none()
    {
        var key = Some.Word();

        await console.Get<Messaging.IDeadLetterStore>().Keep([SomeFact.Letter(null, key)], TestContext.Current.CancellationToken);

        Assert.Equal(1, await console.Database.Count("console.dead_letter", "key = @key", new { key }));
        Assert.Equal(0, await console.Database.Count("console.outcome", "key = @key", new { key }));
    }
}
