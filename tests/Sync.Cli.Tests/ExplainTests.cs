using System.Net;

namespace Sync.Cli.Tests;

public sealed class ExplainTests : IDisposable
{
    private const string Ada = """
        {"email":"ada@example.test","person":{"id":12,"links":[{"connection":"sales","module":"Leads","recordId":"5550"}]},
         "lastStage":"written: written","events":[
          {"at":"2026-03-04T09:15:27.123+01:00","stage":"received","outcome":"passed","detail":null,"deliveryId":4711,"final":false},
          {"at":"2026-03-04T08:15:27.456Z","stage":"written","outcome":"written","detail":"created, [red]not markup[/]\u001b[31m",
           "deliveryId":4711,"final":true,"target":"sales","module":"Leads","recordId":"5550"}]}
        """;

    private readonly FakeConsole _console = new();

    [Fact]
    public async Task The_first_line_says_how_far_it_came()
    {
        var session = new Session(_console.On("GET /api/explain?email=ada%2Btest%40example.test", Ada));

        Assert.Equal(0, await session.Run("explain", "--email", "ada+test@example.test"));

        Assert.Equal("ada@example.test: written: written", session.Out.Split('\n')[0].TrimEnd());
        Assert.Contains("sales: Leads 5550", session.Out, StringComparison.Ordinal);
        Assert.Contains("2026-03-04 08:15:27.123Z", session.Out, StringComparison.Ordinal);
        Assert.Equal("Bearer operator-token", _console.Authorization);
    }

    [Fact]
    public async Task What_strangers_typed_cannot_command_the_terminal()
    {
        var session = new Session(_console.On("GET /api/explain?email=ada%40example.test", Ada));

        await session.Run("explain", "--email", "ada@example.test");

        Assert.Contains("[red]not markup[/]", session.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', session.Out);
    }

    [Fact]
    public async Task A_record_is_explained_by_its_id_with_what_waits_for_somebody_to_act()
    {
        var session = new Session(_console.On(
            "GET /api/explain?record=5550",
            """
            {"email":"ada@example.test","lastStage":"written: written","events":[],
             "deadLetters":[{"id":9,"class":"validation","reason":"The phone number is too long."}],
             "waits":[{"connection":"sales","state":"waiting: paused by ada","deliveries":[4711]}],
             "calls":[{"at":"2026-03-04T08:15:27Z","connection":"sales","purpose":"write","calls":[{"method":"PUT","path":"/crm/v8/Leads","status":200,"milliseconds":31}],
               "records":[{"module":"Leads","recordId":"5550","outcome":"written","before":{"Phone":null},"sent":{"Phone":"1","Fax":null}}]}],
             "conflicts":[{"id":7,"field":"phone","winnerBy":"sales","winnerValue":"1","loserBy":"marketing","loserValue":"2"}]}
            """));

        Assert.Equal(0, await session.Run("explain", "--record", "5550"));

        Assert.StartsWith("ada@example.test: written: written", session.Out, StringComparison.Ordinal);
        Assert.Contains("Dead letter 9, validation: The phone number is too long.", session.Out, StringComparison.Ordinal);
        Assert.Contains("Conflict 7 over phone: 1 of sales holds, 2 of marketing was kept", session.Out, StringComparison.Ordinal);
        Assert.Contains("sales is waiting: paused by ada: it goes on by itself once that is over", session.Out, StringComparison.Ordinal);
        Assert.Contains("sales, write: PUT /crm/v8/Leads 200 in 31 ms", session.Out, StringComparison.Ordinal);
        Assert.Contains("Leads 5550: written; Phone (empty) -> \"1\", Fax (empty)", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_is_explained_by_its_number()
    {
        var session = new Session(_console.On(
            "GET /api/deliveries/4711",
            """{"delivery":{"id":4711,"connection":"marketing","receivedAt":"2026-03-04T08:15:27Z"},"events":[]}"""));

        Assert.Equal(0, await session.Run("explain", "--delivery", "4711"));

        Assert.StartsWith("delivery 4711: nothing has happened yet", session.Out, StringComparison.Ordinal);
        Assert.Contains("marketing", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_answer_as_it_is()
    {
        var session = new Session(_console.On("GET /api/explain?email=ada%40example.test", Ada));

        Assert.Equal(0, await session.Run("explain", "--json", "--email", "ada@example.test"));

        using var answer = System.Text.Json.JsonDocument.Parse(session.Out);
        Assert.Equal("written: written", answer.RootElement.GetProperty("lastStage").GetString());
    }

    [Fact]
    public async Task An_unknown_person_is_a_failure_in_the_consoles_words()
    {
        var session = new Session(_console.On(
            "GET /api/explain?email=bob%40example.test",
            HttpStatusCode.NotFound,
            """{"title":"Not Found","detail":"Nothing is known of bob@example.test."}"""));

        Assert.Equal(1, await session.Run("explain", "--email", "bob@example.test"));

        Assert.Equal("sync: Nothing is known of bob@example.test.", session.Error.TrimEnd());
        Assert.Empty(session.Out);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "--email", "a@b.c", "--delivery", "1")]
    [InlineData("explain", "--delivery", "many")]
    public async Task Neither_or_both_is_wrong_use(params string[] args)
    {
        var session = new Session(_console);

        Assert.Equal(2, await session.Run(args));

        Assert.NotEmpty(session.Error);
        Assert.Empty(_console.Requests);
    }

    public void Dispose() => _console.Dispose();
}
