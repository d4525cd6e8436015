using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>Who has a deal that is won or lost gets its tag once, whatever comes twice, late or gets lost.</summary>
public sealed class DealTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private readonly SeenDeal _deal = Seen("Closed Won");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deal_that_is_won_asks_for_its_tag_once_however_often_and_by_whomever_it_is_told()
    {
        var again = _deal with { Deal = _deal.Deal with { Key = $"{_deal.DeliveryId + 1}:2/2" }, Since = _deal.Since.AddHours(1) };

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => host.Deals.Consume(number % 2 == 0 ? [_deal, again] : [again, _deal], Ct)));

        var asked = Assert.Single(await Asked());
        Assert.Equal(("marketing", "contacts", "9", "customer", WritePriority.Live), (asked.Target, asked.Module, asked.RecordId, asked.Tag, asked.Priority));
        Assert.EndsWith(":2/2>marketing!won", asked.Key, StringComparison.Ordinal);
        Assert.False(asked.UnlessOptedOut);
        var outcome = (await Outcomes())[^1];
        Assert.Equal((Contracts.Outcomes.DealNoted, true), (outcome.Outcome, outcome.Final));
    }

    [Fact]
    public async Task Won_and_then_lost_are_a_tag_each_and_open_is_none()
    {
        await host.Deals.Consume([_deal with { Deal = _deal.Deal with { Stage = "Qualification" }, Since = _deal.Since.AddHours(-1) }], Ct);
        Assert.Empty(await Asked());

        await host.Deals.Consume([_deal], Ct);
        await host.Deals.Consume([Lost], Ct);

        Assert.Equal(["customer", "no deal"], (await Asked()).Select(each => each.Tag));
        Assert.Equal(2, (await Asked()).Select(each => each.Mark).Distinct().Count());
    }

    [Fact]
    public async Task What_comes_late_is_tagged_and_does_not_change_how_the_deal_stands()
    {
        await host.Deals.Consume([Lost], Ct);
        await host.Deals.Consume([_deal], Ct);

        Assert.Equal(["no deal", "customer"], (await Asked()).Select(each => each.Tag));
        Assert.Equal("Closed Lost lost", await Stands());
    }

    [Fact]
    public async Task A_tag_that_failed_is_asked_for_again_by_a_replay_and_one_that_is_there_is_not()
    {
        await host.Deals.Consume([_deal], Ct);
        var asked = Assert.Single(await Asked());
        await End(asked, $"{Contracts.Outcomes.DeadLettered}: validation");
        await host.Deals.Consume([_deal], Ct);
        Assert.Single(await Asked());

        await host.Deals.Consume([Replayed(3)], Ct);
        var again = (await Asked())[^1];
        Assert.Equal(($"{asked.Key}+", asked.Mark, "customer"), (again.Key, again.Mark, again.Tag));
        await End(again, Contracts.Outcomes.Written);
        await host.Deals.Consume([Replayed(4)], Ct);

        Assert.Equal(2, (await Asked()).Count);
    }

    [Fact]
    public async Task A_request_that_nobody_answers_is_asked_for_again_under_its_key()
    {
        await host.Deals.Consume([_deal], Ct);

        while (await host.Clock.Tick(DateTimeOffset.UtcNow.AddMinutes(11), Ct))
        {
        }

        var asked = await Asked();
        Assert.Equal(2, asked.Count);
        Assert.Single(asked.Select(each => each.Key).Distinct());
    }

    [Fact]
    public async Task Whom_marketing_does_not_know_gets_none_until_a_replay_finds_him_there()
    {
        await host.Deals.Consume([_deal with { Records = [] }], Ct);
        Assert.Empty(await Asked());
        var outcome = Assert.Single(await Outcomes());
        Assert.Equal(("filtered: no-record", true), (outcome.Outcome, outcome.Final));
        Assert.Contains("replay", outcome.Detail, StringComparison.Ordinal);

        await host.Deals.Consume([Replayed(1)], Ct);

        Assert.Single(await Asked());
    }

    private SeenDeal Lost => _deal with
    {
        Deal = _deal.Deal with { Key = $"{_deal.DeliveryId}:3/3", Stage = "Closed Lost" }, Since = _deal.Since.AddHours(1),
    };

    private SeenDeal Replayed(int number) => _deal with { Deal = _deal.Deal with { Key = $"{_deal.Deal.Key}#{number}" } };

    private static SeenDeal Seen(string stage)
    {
        var number = Some.Number();
        return new SeenDeal
        {
            Deal = new ToldDeal { Key = $"{number}:2/2", DealId = $"{number}", Name = "Roof", Stage = stage, Owner = "mia@acme.test" },
            DeliveryId = number,
            Source = "sales",
            PersonId = number,
            Email = $"person{number}@example.test",
            Records = [new PersonRecord("sales", "Contacts", "7"), new PersonRecord("marketing", "contacts", "9")],
            Since = Some.Moment,
            ReceivedAt = Some.Moment.AddSeconds(1),
        };
    }

    private Task End(OperationRequest request, string outcome) => host.Learn.Consume(
        [new SettledOperation { Key = request.Key, Mark = request.Mark, Target = request.Target, Outcome = outcome, At = DateTimeOffset.UtcNow }], Ct);

    private async Task<string> Stands() => (await host.Database.Query<string>(
        "select stage || ' ' || state from handoff.deal where deal_id = @id", new { id = _deal.Deal.DealId })).Single();

    private async Task<IReadOnlyList<OperationRequest>> Asked() =>
        [.. (await host.Said<OperationsRequested>(_deal.DeliveryId)).SelectMany(message => message.Items).Where(item => item.DeliveryId == _deal.DeliveryId)];

    private async Task<IReadOnlyList<OutcomeReached>> Outcomes() =>
        [.. (await host.Said<OutcomesReached>(_deal.DeliveryId)).SelectMany(message => message.Items).Where(item => item.DeliveryId == _deal.DeliveryId)];
}
