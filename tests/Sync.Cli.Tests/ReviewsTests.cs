namespace Sync.Cli.Tests;

public sealed class ReviewsTests : IDisposable
{
    private const string Review = """
        {"id":7,"address":"ida@example.test","connection":"sales","module":"Leads","recordId":"11","state":"open","openedAt":"2026-03-04T08:15:27Z",
         "claimant":{"id":3,"email":"ada@example.test","addresses":["ada@example.test"],"records":[{"connection":"sales","module":"Leads","recordId":"11"}],
           "fields":[{"name":"phone","value":"+46 8 1","by":"sales","at":"2026-03-04T08:15:27Z"}]},
         "owner":{"id":4,"email":"ida@example.test","addresses":["ida@example.test"],"records":[],"fields":[]}}
        """;

    private readonly FakeConsole _console = new();

    [Fact]
    public async Task They_are_listed_with_what_is_known_of_both()
    {
        var session = new Session(_console.On("GET /api/reviews?limit=50", $$"""{"items":[{{Review}}],"total":9}"""));

        Assert.Equal(0, await session.Run("reviews"));

        Assert.Contains("7 open since", session.Out, StringComparison.Ordinal);
        Assert.Contains("said by ada@example.test: sales Leads 11; phone +46 8 1 (sales)", session.Out, StringComparison.Ordinal);
        Assert.Contains("had by  ida@example.test", session.Out, StringComparison.Ordinal);
        Assert.Contains("1 of 9.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_one_person_are_asked_for_and_none_is_said_in_words()
    {
        var session = new Session(_console.On("GET /api/reviews?limit=50&state=all&email=ada%40example.test", """{"items":[],"total":0}"""));

        Assert.Equal(0, await session.Run("reviews", "--all", "--email", "ada@example.test"));

        Assert.Equal("No reviews.", session.Out.Trim());
    }

    public void Dispose() => _console.Dispose();
}
