using System.Net;
using System.Net.Sockets;

namespace Sync.Cli.Tests;

public sealed class ConnectingTests : IDisposable
{
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task Without_an_address_it_says_how_to_give_one()
    {
        var session = new Session(_console);
        session.Environment.Remove(SharedOptions.AddressVariable);

        Assert.Equal(2, await session.Run("status"));

        Assert.Contains("--console <address> or set SYNC_CONSOLE", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_on_the_command_line_counts_more_than_the_variable()
    {
        using var other = new FakeConsole();
        var session = new Session(other.On("GET /below/api/overview", "{}"));

        Assert.Equal(0, await session.Run("status", "--console", "http://other.test/below/"));
    }

    [Fact]
    public async Task What_is_no_address_is_wrong_use()
    {
        Assert.Equal(2, await new Session(_console).Run("status", "--console", "localhost:8081"));
    }

    [Fact]
    public async Task A_console_that_does_not_run_is_told_with_its_address()
    {
        using var http = new SocketsHttpHandler();
        var session = new Session(http);

        Assert.Equal(1, await session.Run("status", "--console", $"http://127.0.0.1:{ClosedPort()}"));

        Assert.Contains("cannot be reached: Connection refused", session.Error, StringComparison.Ordinal);
        Assert.Contains("Check that it runs", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator-token", "the console refused the token. Check SYNC_TOKEN")]
    [InlineData(null, "the console wants a token. Set SYNC_TOKEN")]
    public async Task A_refused_or_missing_token_is_told(string? token, string message)
    {
        var session = new Session(_console.On("GET /api/overview", HttpStatusCode.Unauthorized, ""));
        session.Environment[SharedOptions.TokenVariable] = token;

        Assert.Equal(1, await session.Run("status"));

        Assert.Contains(message, session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("operator-token", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "<html>", "the console answered 500. Its log says more.")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"title":"It is away."}""", "the console answered 503. It is away.")]
    [InlineData(HttpStatusCode.NotFound, "", "not found at http://console.test:8081/.")]
    [InlineData(HttpStatusCode.OK, "<html>", "is not the console: it sent no JSON")]
    public async Task Any_other_answer_is_told_plainly(HttpStatusCode status, string body, string message)
    {
        var session = new Session(_console.On("GET /api/overview", status, body));

        Assert.Equal(1, await session.Run("status"));

        Assert.Contains(message, session.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _console.Dispose();

    private static int ClosedPort()
    {
        for (var port = 20_000; ; port++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException refusal) when (refusal.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return port;
            }
        }
    }
}
