using System.Net;

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
        Assert.Contains("1 of 9. To decide: sync reviews decide <id> same|different", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_one_person_are_asked_for_and_none_is_said_in_words()
    {
        var session = new Session(_console.On("GET /api/reviews?limit=50&state=all&email=ada%40example.test", """{"items":[],"total":0}"""));

        Assert.Equal(0, await session.Run("reviews", "--all", "--email", "ada@example.test"));

        Assert.Equal("No reviews.", session.Out.Trim());
    }

    [Fact]
    public async Task One_is_decided()
    {
        var session = new Session(_console.On("POST /api/reviews/7", HttpStatusCode.Accepted, Review.Replace("\"state\"", "\"decision\":\"same\",\"state\"", StringComparison.Ordinal)));

        Assert.Equal(0, await session.Run("reviews", "decide", "7", "same"));

        Assert.Contains("ada@example.test and ida@example.test: same.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_decided_already_fails_and_says_why()
    {
        var session = new Session(_console.On("POST /api/reviews/7", HttpStatusCode.Conflict, """{"detail":"This review is decided."}"""));

        Assert.Equal(1, await session.Run("reviews", "decide", "7", "different"));

        Assert.Contains("This review is decided.", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reviews", "decide", "7")]
    [InlineData("reviews", "decide", "7", "perhaps")]
    [InlineData("reviews", "decide", "seven", "same")]
    public async Task What_is_no_decision_is_wrong_use(params string[] args) => Assert.Equal(2, await new Session(_console).Run(args));

    public void Dispose() => _console.Dispose();
}
