using System.Net;

namespace Sync.Cli.Tests;

public sealed class HandoffTests : IDisposable
{
    private readonly FakeConsole _console = new();

    [Fact]
    public async Task A_play_is_tried_with_a_person_and_each_gate_and_the_task_are_shown()
    {
        Answers("""
            {"id":"t","state":"done","play":"demo-request","email":"ada@example.test","answer":{"isKnown":true,"outcome":"handed-off","detail":"x",
             "gates":[{"name":"cooldown","isOpen":true,"why":"not handed off within 7 days"}],"target":"sales","module":"Leads","recordId":"55",
             "task":{"subject":"Call Ada within 15 minutes","text":"Lind AB","dueAt":"2026-03-04T09:30:00+01:00","owner":"mia@acme.test","priority":"High"},
             "deal":{"name":"Lind AB demo","stage":"Qualification","amount":1200.50,"closesOn":"2026-04-03"},"told":["slack at hooks.slack.com"]}}
            """);
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("handoff", "test", "demo-request", "--email", "ada@example.test"));

        Assert.Equal("""{"play":"demo-request","email":"ada@example.test"}""", Assert.Single(_console.Bodies, body => body.Length > 0));
        Assert.All(
            (string[])["demo-request with ada@example.test: handed-off", "open   cooldown: not handed off within 7 days", "Call Ada within 15 minutes",
                "sales, Leads 55", "mia@acme.test", "Lind AB demo, Qualification, 1200.50, closes 2026-04-03, only if the person is a contact by then", "slack at hooks.slack.com", "Nothing was done."],
            part => Assert.Contains(part, session.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_gate_is_marked()
    {
        Answers("""
            {"id":"t","state":"done","play":"demo-request","email":"ada@example.test","answer":{"isKnown":false,"outcome":"suppressed: cooldown",
             "detail":"demo-request: handed off already.","gates":[{"name":"cooldown","isOpen":false,"why":"handed off already"}],"task":null,"told":[]}}
            """);
        var session = new Session(_console);

        Assert.Equal(0, await session.Run("handoff", "test", "demo-request", "--email", "ada@example.test"));

        Assert.Contains("ada@example.test, whom nobody knows yet: suppressed: cooldown", session.Out, StringComparison.Ordinal);
        Assert.Contains("CLOSED cooldown: handed off already", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_it_is_wrong_use() => Assert.Equal(2, await new Session(_console).Run("handoff", "test", "demo-request"));

    public void Dispose() => _console.Dispose();

    private void Answers(string answer) => _console
        .On("POST /api/handoff-tests", HttpStatusCode.Accepted, """{"id":"t","state":"waiting"}""").On("GET /api/handoff-tests/t", answer);
}
