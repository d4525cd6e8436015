using System.Net;

namespace Sync.Cli.Tests;

public sealed class ConflictsTests : IDisposable
{
    private const string Conflict = """
        {"id":7,"personId":3,"email":"ada@example.test","field":"phone","winnerValue":"+46 8 1","winnerBy":"sales","winnerAt":"2026-03-04T08:15:27Z",
         "loserValue":"+46 8 2","loserBy":"marketing","loserAt":"2026-03-04T08:15:28Z","state":"open","version":4,"since":"2026-03-04T08:16:00Z"}
        """;

    private readonly FakeConsole _console = new();

    [Fact]
    public async Task They_are_listed_with_both_values_and_what_to_do()
    {
        var session = new Session(_console.On("GET /api/conflicts?limit=50", $$"""{"items":[{{Conflict}}],"total":9}"""));

        Assert.Equal(0, await session.Run("conflicts"));

        Assert.Contains("+46 8 1", session.Out, StringComparison.Ordinal);
        Assert.Contains("+46 8 2", session.Out, StringComparison.Ordinal);
        Assert.Contains("1 of 9. To let the other value through: sync conflicts flip <id>", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_one_person_are_asked_for_and_none_is_said_in_words()
    {
        var session = new Session(_console.On("GET /api/conflicts?limit=50&state=all&email=ada%40example.test", """{"items":[],"total":0}"""));

        Assert.Equal(0, await session.Run("conflicts", "--all", "--email", "ada@example.test"));

        Assert.Equal("No conflicts.", session.Out.Trim());
    }

    [Fact]
    public async Task One_is_turned_round()
    {
        var session = new Session(_console.On("POST /api/conflicts/7/flip", HttpStatusCode.Accepted, Conflict));

        Assert.Equal(0, await session.Run("conflicts", "flip", "7"));

        Assert.Contains("marketing's value of phone is let through.", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_turned_round_now_fails_and_says_why()
    {
        var session = new Session(_console.On("POST /api/conflicts/7/flip", HttpStatusCode.Conflict, """{"detail":"This conflict is closed."}"""));

        Assert.Equal(1, await session.Run("conflicts", "flip", "7"));

        Assert.Contains("This conflict is closed.", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conflicts", "flip")]
    [InlineData("conflicts", "flip", "seven")]
    [InlineData("conflicts", "--limit", "0")]
    public async Task What_is_no_number_is_wrong_use(params string[] args) => Assert.Equal(2, await new Session(_console).Run(args));

    public void Dispose() => _console.Dispose();
}
