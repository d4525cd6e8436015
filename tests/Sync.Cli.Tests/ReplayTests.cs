using System.Net;

namespace Sync.Cli.Tests;

public sealed class ReplayTests : IDisposable
{
    private const string Running = """{"id":3,"state":"running","total":1,"done":0,"failed":0}""";
    private const string Done = """{"id":3,"state":"done","total":1,"done":1,"failed":0}""";

    private readonly FakeConsole _console = new FakeConsole()
        .On("GET /api/dead-letters/7", """{"letter":{"id":7,"deliveryId":4711},"fields":{}}""")
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

        Assert.Equal(15, _console.Requests.Count(request => request == "GET /api/replays/3"));
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
    [InlineData("""{"deadLetterIds":[7,8]}""", "7", "8")]
    [InlineData("""{"all":true,"ramp":false,"perSecond":20,"stopAt":10}""", "--all", "--no-ramp", "--per-second", "20", "--stop-at", "10")]
    [InlineData("""{"group":3}""", "--group", "3")]
    [InlineData("""{"filter":{"email":"ada@example.test","class":"validation","from":"2026-03-04T08:00:00.0000000Z"}}""", "--class", "validation", "--email", "ada@example.test", "--from", "2026-03-04T08:00Z")]
    public async Task Several_are_chosen_by_number_by_what_they_have_in_common_or_all(string body, params string[] args)
    {
        _console.On("GET /api/replays/3", """{"id":3,"state":"stopped","total":9,"done":0,"failed":3,"note":"All of the first step failed."}""");
        var session = new Session(_console);

        Assert.Equal(1, await session.Run(["replay", .. args]));

        Assert.Equal(body, Assert.Single(_console.Bodies));
        Assert.Contains("Replay 3: stopped, 0 of 9 done, 3 failed. All of the first step failed.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_field_by_field_what_would_be_written_and_replays_nothing()
    {
        _console.On("POST /api/plans", HttpStatusCode.Accepted, """{"id":"p","state":"waiting","items":[]}""").On("GET /api/plans/p", """
            {"id":"p","state":"done","items":[{"deadLetterId":7,"change":{"outcome":"passed","writes":[{"target":"sales","module":"Leads","recordId":"55",
             "fields":[{"name":"phone","known":null,"value":"+46 8 1","by":"marketing","at":"2026-03-04T08:15:27Z"}]}]}},
             {"deadLetterId":8,"change":{"outcome":"stale","writes":[]}},{"deadLetterId":9,"change":null}]}
            """);
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("replay", "7", "8", "9", "--dry-run"));

        Assert.Contains("Dead letter 7 to sales, Leads 55", session.Out, StringComparison.Ordinal);
        Assert.Matches(@"phone\s+\(nothing\)\s+\+46 8 1\s+marketing", session.Out);
        Assert.Contains("Dead letter 8: nothing would be written (stale).", session.Out, StringComparison.Ordinal);
        Assert.Contains("Dead letter 9: what it would come to is known once", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /api/replays", _console.Requests);
    }

    [Fact]
    public async Task One_is_cancelled()
    {
        var session = new Session(_console.On("DELETE /api/replays/3", """{"id":3,"state":"cancelled","sent":4,"total":9}"""));

        Assert.Equal(0, await session.Run("replay", "cancel", "3"));

        Assert.Equal("Replay 3: cancelled; 4 of 9 were sent, the others are open as before.", session.Out.Trim());
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "7", "--all")]
    [InlineData("replay", "--all", "--stop-at", "101")]
    [InlineData("replay", "--from", "yesterday")]
    [InlineData("replay", "seven")]
    [InlineData("replay", "7", "--wait", "0")]
    public async Task A_missing_or_odd_argument_is_wrong_use(params string[] args)
    {
        Assert.Equal(2, await new Session(_console).Run(args));
        Assert.Empty(_console.Requests);
    }

    public void Dispose() => _console.Dispose();
}
