using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sync.Contracts;
using Sync.Handoff.Deals;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>A deal that stands in an open stage for too long is reported once in that stage.</summary>
public sealed class StaleDealTests(HandoffHost host) : IClassFixture<HandoffHost>, IAsyncLifetime
{
    private const string Rules = """

        handoff:
          owners: [{ email: mia@acme.test }]
          deals: { staleDays: 30, sales: sales, notify: [{ name: room, format: slack, url: "http://127.0.0.1:1/", allowPrivate: true }, { name: mail, format: email, to: a@b.test }, { name: plain, url: "http://127.0.0.1:1/p", secret: "${env:WHSEC}" }] }
          mail: { host: 127.0.0.1, from: sync@acme.test, allowPrivate: true }
          plays: [{ name: demo, when: { form: demo }, assign: [{ owners: mia@acme.test }], task: { subject: "Call {name}" } }]
        """;

    private readonly long _number = Some.Number();
    private WebApplication _app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _app = HandoffHost.Build(host.Database, Rules);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_is_reported_once_in_a_stage_by_whichever_clock_and_again_in_the_next()
    {
        await Stands("Proposal", 0);
        await Tick(29);
        Assert.Empty(await Reported());

        await Task.WhenAll(Tick(31), Tick(31), Tick(31));
        await Tick(60);
        var note = Assert.Single(await Reported());
        Assert.Equal(("deals", "deal Proposal", "stale-deal", "mia@acme.test"), (note.Play, note.Signal, note.State, note.Owner));
        Assert.Equal($"Deal 'Roof' of {Email} stands in 'Proposal' since {Some.Moment:yyyy-MM-dd} (31 days), with mia@acme.test.", note.Detail);

        await Stands("Proposal", 0);
        await Tick(70);
        Assert.Single(await Reported());
        await Stands("Negotiation", 70);
        await Tick(99);
        Assert.Single(await Reported());
        await Tick(101);
        Assert.Equal(2, (await Reported()).Select(each => each.Id).Distinct().Count());
    }

    [Fact]
    public async Task Each_receiver_gets_one_message_about_all_in_its_own_form()
    {
        await Stands("Proposal", 0);
        await Stands("Proposal", 0, "second");

        await Tick(31);

        var told = await host.Database.Query<(string Receiver, string Body)>(
            "select receiver, body from handoff.notification where play = '' and body like @about order by receiver", new { about = $"%{Email}%" });
        Assert.Equal(["mail", "plain", "room"], told.Select(each => each.Receiver));
        Assert.All(told, each => Assert.Contains("2 deals have not moved", each.Body, StringComparison.Ordinal));
        Assert.Contains("deals.stale", told[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_won_is_not_reported_whatever_came_before()
    {
        await Stands("Proposal", 0);
        await Stands("Closed Won", 1);

        await Tick(99);

        Assert.Empty(await Reported());
    }

    private string Email => $"person{_number}@example.test";

    private async Task Tick(int day) => await _app.Services.GetRequiredService<StaleClock>().Tick(Some.Moment.AddDays(day).AddMinutes(1), Ct);

    private Task Stands(string stage, int day, string deal = "first") => _app.Services.GetRequiredService<NoteDealsConsumer>().Consume(
        [
            new SeenDeal
            {
                Deal = new ToldDeal { Key = $"{_number + day}:2/2", DealId = $"{deal} {_number}", Name = "Roof", Stage = stage, Owner = "mia@acme.test" },
                DeliveryId = _number + day, Source = "sales", PersonId = _number, Email = Email, Records = [],
                Since = Some.Moment.AddDays(day), ReceivedAt = Some.Moment.AddDays(day),
            },
        ], Ct);

    private async Task<IReadOnlyList<HandoffNoted>> Reported() =>
    [
        .. (await host.Database.Query<string>("select body from handoff.outbox_message where contract = 'HandoffsNoted' and body like @about order by id", new { about = $"%{Email}%" }))
            .SelectMany(body => System.Text.Json.JsonSerializer.Deserialize<HandoffsNoted>(body, Storage.OutboxJson.Options)!.Items).Where(item => item.Email == Email),
    ];
}
