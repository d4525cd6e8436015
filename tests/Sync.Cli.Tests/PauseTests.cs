using System.Net;

namespace Sync.Cli.Tests;

public sealed class PauseTests : IDisposable
{
    private const string Standing = """
        {"items":[{"id":3,"connection":"sales","calls":"writes","of":"persons","what":"writes of persons","by":"ada","at":"2026-03-04T08:15:27Z","reason":"price list"},
                  {"id":4,"connection":"sales","calls":null,"of":null,"what":"everything","by":"ada","at":"2026-03-04T08:15:28Z","reason":null},
                  {"id":5,"connection":"marketing","calls":null,"of":null,"what":"everything","by":"ada","at":"2026-03-04T08:15:29Z","reason":null}]}
        """;

    private readonly FakeConsole _console = new();

    [Fact]
    public async Task A_connection_is_paused_and_it_is_said_how_it_goes_on()
    {
        var session = new Session(_console.On("POST /api/pauses", HttpStatusCode.Created, """{"id":3,"connection":"sales","what":"writes of persons"}"""));

        Assert.Equal(0, await session.Run("pause", "sales", "--writes", "--of", "persons", "--reason", "price list"));

        Assert.Equal("Paused writes of persons of sales. Let it go on with: sync resume sales", session.Out.Trim());
        Assert.Equal("""{"connection":"sales","calls":"writes","of":"persons","reason":"price list"}""", Assert.Single(_console.Bodies));
    }

    [Fact]
    public async Task Without_a_name_the_pauses_are_listed()
    {
        var session = new Session(_console.On("GET /api/pauses", Standing));

        Assert.Equal(0, await session.Run("pause"));

        Assert.Contains("writes of persons", session.Out, StringComparison.Ordinal);
        Assert.Contains("price list", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_paused_of_a_connection_goes_on()
    {
        var session = new Session(_console.On("GET /api/pauses", Standing)
            .On("DELETE /api/pauses/3", """{"connection":"sales","what":"writes of persons"}""").On("DELETE /api/pauses/4", """{"connection":"sales","what":"everything"}"""));

        Assert.Equal(0, await session.Run("resume", "sales"));

        Assert.Equal(["sales goes on: writes of persons", "sales goes on: everything"], session.Out.Trim().Split(Environment.NewLine));
    }

    [Fact]
    public async Task Only_what_the_options_name_goes_on()
    {
        var session = new Session(_console.On("GET /api/pauses", Standing).On("DELETE /api/pauses/3", """{"connection":"sales","what":"writes of persons"}"""));

        Assert.Equal(0, await session.Run("resume", "sales", "--writes", "--of", "persons"));

        Assert.Equal(["GET /api/pauses", "DELETE /api/pauses/3"], _console.Requests);
    }

    [Fact]
    public async Task What_is_not_paused_cannot_be_resumed()
    {
        var session = new Session(_console.On("GET /api/pauses", Standing));

        Assert.Equal(1, await session.Run("resume", "sales", "--reads"));

        Assert.Contains("nothing of that is paused at sales", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pause", "sales", "--writes", "--reads")]
    [InlineData("pause", "sales", "--of", "deals")]
    [InlineData("resume")]
    public async Task What_makes_no_sense_is_wrong_use(params string[] args) => Assert.Equal(2, await new Session(_console).Run(args));

    public void Dispose() => _console.Dispose();
}
