namespace Sync.Cli.Tests;

public sealed class StatusTests : IDisposable
{
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task Whatever_the_console_tells_is_shown()
    {
        var session = new Session(_console.On(
            "GET /api/overview",
            """
            {"accepted":120,"settled":118,"inFlight":2,"deadLetters":1,"byOutcome":{"written":100,"filtered: no-email":17},
             "lanes":[{"connection":"sales","pending":2,"pausedUntil":null,"quota":{"usedInDay":41200,"left":8800,"exhaustedInSeconds":null}},{"connection":"marketing","pending":0,"reason":"quota"}],
             "issues":[],"versions":["a1","b2"]}
            """));

        Assert.Equal(0, await session.Run("status"));

        Assert.Matches(@"in flight\s+2", session.Out);
        Assert.Matches(@"filtered: no-email\s+17", session.Out);
        Assert.Matches(@"sales\s+2\s+used in day 41200, left 8800", session.Out);
        Assert.Matches(@"marketing\s+0\s+quota", session.Out);
        Assert.Matches(@"issues\s+none", session.Out);
        Assert.Contains("a1, b2", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_it_as_json()
    {
        var session = new Session(_console.On("GET /api/overview", """{"accepted":1}"""));

        Assert.Equal(0, await session.Run("--json", "status"));

        Assert.Contains("\"accepted\": 1", session.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _console.Dispose();
}
