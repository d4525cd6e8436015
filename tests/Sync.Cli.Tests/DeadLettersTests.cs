namespace Sync.Cli.Tests;

public sealed class DeadLettersTests : IDisposable
{
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task What_failed_is_listed_with_its_reason_and_how_many_more_there_are()
    {
        var session = new Session(_console.On(
            "GET /api/dead-letters?limit=2",
            """
            {"items":[
              {"id":7,"at":"2026-03-04T08:15:27Z","stage":"written","class":"validation","code":"INVALID_DATA","field":"Phone",
               "reason":"The phone number is too long.","connection":"sales","email":"ada@example.test","deliveryId":4711,"state":"open"},
              {"id":8,"at":"2026-03-04T08:15:28Z","stage":"mapped","class":"unparsable","code":null,"field":null,
               "reason":"The body is no form.","connection":"marketing","email":null,"deliveryId":4712,"state":"open"}],"total":17}
            """));

        Assert.Equal(0, await session.Run("dead-letters", "--limit", "2"));

        Assert.Contains("The phone number is too long.", session.Out, StringComparison.Ordinal);
        Assert.Contains("INVALID_DATA", session.Out, StringComparison.Ordinal);
        Assert.Contains("2 of 17", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_searched_and_shown_in_groups()
    {
        var session = new Session(_console.On("GET /api/dead-letters?limit=50&email=ada%40example.test&field=Phone", """{"items":[],"total":0}""")
            .On("GET /api/dead-letters/groups", """{"items":[{"id":3,"count":70,"connection":"sales","class":"validation","code":"INVALID_DATA","field":"Phone","sampleReason":"too long"}]}"""));

        Assert.Equal(0, await session.Run("dead-letters", "--field", "Phone", "--email", "ada@example.test"));
        Assert.Equal(0, await session.Run("dead-letters", "--groups"));

        Assert.Contains("too long", session.Out, StringComparison.Ordinal);
        Assert.Contains("sync replay --group <id>", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_said_in_words_and_for_scripts_as_an_empty_list()
    {
        _console.On("GET /api/dead-letters?limit=50", """{"items":[],"total":0}""");
        var people = new Session(_console);
        var script = new Session(_console);

        Assert.Equal(0, await people.Run("dead-letters"));
        Assert.Equal(0, await script.Run("dead-letters", "--json"));

        Assert.Equal("No dead letters.", people.Out.Trim());
        Assert.Contains("\"items\": []", script.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("few")]
    public async Task A_limit_out_of_bounds_is_wrong_use(string limit)
    {
        Assert.Equal(2, await new Session(_console).Run("dead-letters", "--limit", limit));
    }

    public void Dispose() => _console.Dispose();
}
