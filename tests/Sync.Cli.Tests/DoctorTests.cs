using System.Net;
using System.Text.Json;

namespace Sync.Cli.Tests;

public sealed class DoctorTests : IDisposable
{
    private const string Id = "0199c2f0-0000-7000-8000-000000000001";
    private const string Path = $"GET /api/checkups/{Id}";
    private const string Waiting = $$"""{"id":"{{Id}}","connection":null,"state":"waiting","ok":null,"connections":[]}""";

    private const string Well = """
        {"name":"marketing","ok":true,"checkedAt":"2026-03-04T10:00:00Z","lines":[
          {"check":"address","ok":true,"detail":"example.api-us1.com"},{"check":"key","ok":true}]}
        """;

    private const string Ill = """
        {"name":"sales","ok":false,"checkedAt":"2026-03-04T10:00:01Z","lines":[
          {"check":"address","ok":true},
          {"check":"field Leads.Plan","ok":false,"problem":"does not exist","cure":"Make the field in Leads."}]}
        """;

    private const string Silent = """{"name":"sales","ok":null,"checkedAt":null,"lines":[]}""";

    private readonly FakeConsole _console = new FakeConsole().On("POST /api/checkups", HttpStatusCode.Accepted, Waiting);

    [Fact]
    public async Task All_well_is_said_line_by_line()
    {
        _console.On(Path, Waiting, Checkup("running", null, Well), Checkup("done", true, Well));
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("doctor"));

        Assert.Equal("""{"connection":null}""", Assert.Single(_console.Bodies));
        Assert.Equal(
            ["marketing: all is well", "  ok     address: example.api-us1.com", "  ok     key", ""], session.Out.Split(Environment.NewLine)[..4]);
    }

    [Fact]
    public async Task What_is_wrong_stands_in_one_line_with_what_to_do()
    {
        _console.On(Path, Checkup("done", false, Well, Ill));
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("doctor"));

        Assert.Contains("sales: 1 thing is wrong", session.Out, StringComparison.Ordinal);
        Assert.Contains("  WRONG  field Leads.Plan: does not exist. Make the field in Leads.", session.Out.Split(Environment.NewLine));
        Assert.Empty(session.Error);
    }

    [Fact]
    public async Task One_connection_can_be_named()
    {
        _console.On(Path, Checkup("done", true, Well));

        Assert.Equal(0, await new Session(_console).Run("doctor", "marketing"));

        Assert.Equal("""{"connection":"marketing"}""", Assert.Single(_console.Bodies));
    }

    [Fact]
    public async Task A_script_gets_the_whole_answer()
    {
        _console.On(Path, Checkup("done", false, Ill));
        var session = new Session(_console);

        Assert.Equal(1, await session.Run("doctor", "--json"));

        using var answer = JsonDocument.Parse(session.Out);
        Assert.Equal("does not exist", answer.RootElement.GetProperty("connections")[0].GetProperty("lines")[1].GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Without_a_writer_nothing_is_known()
    {
        _console.On(Path, Waiting);
        var session = new Session(_console);

        Assert.Equal(3, await session.Run("doctor", "--wait", "3"));

        Assert.Contains("no writer has taken the checkup up within 3 s. Check that a writer runs", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"connection":"sales","state":"standby"}]""", "no writer holds its lane")]
    [InlineData("""[{"connection":"sales","state":"waiting: network (TIMEOUT)"}]""", "its lane is waiting: network (TIMEOUT)")]
    [InlineData("[]", "no writer reports its lane")]
    public async Task A_connection_that_does_not_answer_is_named_with_the_reason(string lanes, string reason)
    {
        _console.On(Path, Checkup("running", null, Well, Silent)).On("GET /api/overview", $$"""{"lanes":{{lanes}}}""");
        var session = new Session(_console);

        Assert.Equal(3, await session.Run("doctor", "--wait", "2"));

        Assert.Contains("marketing: all is well", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("sales", session.Out, StringComparison.Ordinal);
        Assert.Contains($"no answer within 2 s from sales ({reason}", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_that_refuses_says_nothing_of_the_connections()
    {
        _console.On("POST /api/checkups", HttpStatusCode.Unauthorized, "{}");
        var session = new Session(_console);

        Assert.Equal(3, await session.Run("doctor"));

        Assert.Contains("refused the token", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people>sales", "doctor", "--try", "people>sales")]
    [InlineData("*", "doctor", "--try")]
    public async Task A_route_is_tried_and_what_it_has_shown_is_said_like_a_checkup(string route, params string[] args)
    {
        const string Tried = """{"name":"people>sales","ok":true,"checkedAt":"2026-03-04T10:00:00Z","lines":[{"check":"webhook","ok":true,"detail":"came in 0.1 s"}]}""";
        _console.On("POST /api/trials", HttpStatusCode.Accepted, Waiting).On(Path, Checkup("done", true, Tried));
        var session = new Session(_console);

        Assert.Equal(0, await session.Run(args));

        using var order = JsonDocument.Parse(Assert.Single(_console.Bodies));
        Assert.Equal(route, order.RootElement.GetProperty("route").GetString());
        Assert.Equal(["people>sales: all is well", "  ok     webhook: came in 0.1 s"], session.Out.Split(Environment.NewLine)[..2]);
    }

    [Fact]
    public async Task A_trial_that_is_not_over_says_what_it_waits_for()
    {
        _console.On("POST /api/trials", HttpStatusCode.Accepted, Waiting).On("GET /api/overview", """{"lanes":[]}""");
        _console.On(Path, Checkup("running", null, """{"name":"people>sales","ok":null,"checkedAt":null,"lines":[]}"""));
        var session = new Session(_console);

        Assert.Equal(3, await session.Run("doctor", "--try", "people", "--wait", "1"));

        Assert.Contains("people>sales (the trial is under way", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor", "--wait", "0")]
    [InlineData("doctor", "one", "two")]
    [InlineData("doctor", "sales", "--try", "people")]
    public async Task An_odd_argument_is_wrong_use(params string[] args) => Assert.Equal(2, await new Session(_console).Run(args));

    public void Dispose() => _console.Dispose();

    private static string Checkup(string state, bool? ok, params string[] connections) =>
        $$"""{"id":"{{Id}}","state":"{{state}}","ok":{{(ok is { } known ? (known ? "true" : "false") : "null")}},"connections":[{{string.Join(',', connections)}}]}""";
}
