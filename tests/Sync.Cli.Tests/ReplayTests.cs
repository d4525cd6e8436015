using System.Net;

namespace Sync.Cli.Tests;

public sealed class ReplayTests : IDisposable
{
    private const string Running = """{"id":3,"state":"running","total":1,"done":0,"failed":0}""";
    private const string Done = """{"id":3,"state":"done","total":1,"done":1,"failed":0}""";

    private readonly FakeConsole _console = new FakeConsole()
        .On("GET /api/dead-letters?limit=1000", """{"items":[{"id":7,"deliveryId":4711}],"total":1}""")
        .On("POST /api/replays", HttpStatusCode.Accepted, Running)
        .On("GET /api/deliveries/4711", """{"delivery":{"id":4711},"lastStage":"written: written","events":[]}""");

    [Fact]
    public async Task It_waits_for_the_end_and_tells_it()
    {
        _console.On("GET /api/replays/3", Running, Running, Done);
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("replay", "7"));

        Assert.Equal("""{"deadLetterIds":[7]}""", Assert.Single(_console.Bodies));
        Assert.Equal(3, _console.Requests.Count(request => request == "GET /api/replays/3"));
        Assert.Contains("Replay 3: done, 1 of 1 done, 0 failed.", session.Out, StringComparison.Ordinal);
        Assert.Contains("Delivery 4711 ended as written: written.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_that_fails_again_is_a_failure()
    {
        _console.On("GET /api/replays/3", """{"id":3,"state":"done","total":1,"done":0,"failed":1}""");
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("replay", "7"));

        Assert.Contains("1 failed", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patience_ends_but_the_replay_goes_on()
    {
        _console.On("GET /api/replays/3", Running);
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("replay", "7", "--wait", "3"));

        Assert.Equal(10, _console.Requests.Count(request => request == "GET /api/replays/3"));
        Assert.Contains("It goes on by itself", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_waiting_a_begun_replay_is_enough()
    {
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("replay", "7", "--no-wait"));

        Assert.DoesNotContain("GET /api/replays/3", _console.Requests);
    }

    [Fact]
    public async Task A_script_gets_the_last_state_alone()
    {
        _console.On("GET /api/replays/3", Done);
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("replay", "7", "--json"));

        using var answer = System.Text.Json.JsonDocument.Parse(session.Out);
        Assert.Equal("done", answer.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_conflict_is_told_in_the_consoles_words()
    {
        _console.On("POST /api/replays", HttpStatusCode.Conflict, """{"detail":"Dead letter 7 is being replayed already."}""");
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("replay", "7"));

        Assert.Equal("sync: Dead letter 7 is being replayed already.", session.Error.TrimEnd());
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "seven")]
    [InlineData("replay", "7", "--wait", "0")]
    public async Task A_missing_or_odd_argument_is_wrong_use(params string[] args)
    {
        Assert.Equal(2, await new Session(_console).Run(args));
        Assert.Empty(_console.Requests);
    }

    public void Dispose() => _console.Dispose();
}
