using Sync.Contracts;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class PartsTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SettleDeliveriesConsumer Consumer => fixture.Ingress.Get<SettleDeliveriesConsumer>();

    [Fact]
    public async Task A_delivery_of_several_parts_is_settled_with_the_last_of_them()
    {
        var id = await Store();

        await Settle(End(id, 2, 3, "unchanged"));
        await Settle(End(id, 3, 3, "written"));
        Assert.Null(await OutcomeOf(id));
        await Settle(End(id, 1, 3, "unchanged"));

        Assert.Equal("unchanged, written", await OutcomeOf(id));
    }

    [Fact]
    public async Task A_part_that_is_told_twice_counts_once_and_keeps_its_first_outcome()
    {
        var id = await Store();

        await Settle(End(id, 1, 2, "written"), End(id, 1, 2, "unchanged"));
        await Settle(End(id, 1, 2, "unchanged"));
        Assert.Null(await OutcomeOf(id));
        await Settle(End(id, 2, 2, "gone"));
        await Settle(End(id, 2, 2, "written"));

        Assert.Equal("written, gone", await OutcomeOf(id));
    }

    [Fact]
    public async Task Outcomes_that_are_no_ends_settle_no_part()
    {
        var id = await Store();

        await Settle(End(id, 1, 2, "passed") with { Final = false }, End(id, 2, 2, "written"));

        Assert.Null(await OutcomeOf(id));
    }

    [Fact]
    public async Task A_process_that_died_between_the_parts_and_the_delivery_makes_up_for_it()
    {
        var id = await Store();
        var inbox = fixture.Ingress.Get<Npgsql.NpgsqlDataSource>();
        await inbox.NoteParts(PartEnds.Gather([.. Enumerable.Range(1, 2).Select(part => (new ItemKey(id, part, 2, 0), End(id, part, 2, "written")))]));
        Assert.Null(await OutcomeOf(id));

        await Settle(End(id, 2, 2, "written"));

        Assert.Equal("written", await OutcomeOf(id));
    }

    [Fact]
    public async Task A_replay_counts_its_parts_anew()
    {
        var id = await Store();
        await Settle(End(id, 1, 2, "written"), End(id, 2, 2, "dead-lettered: validation"));
        await fixture.Ingress.Get<Npgsql.NpgsqlDataSource>().Reopen([new ReplayDelivery(id, 9)]);

        await Settle(End(id, 2, 2, "dead-lettered: validation"));
        await Settle(End(id, 1, 2, "unchanged", replay: 9));
        Assert.Null(await OutcomeOf(id));
        await Settle(End(id, 2, 2, "written", replay: 9));

        Assert.Equal("unchanged, written", await OutcomeOf(id));
    }

    [Fact]
    public async Task An_end_of_the_whole_delivery_settles_it_whatever_its_parts_are_doing()
    {
        var id = await Store();

        await Settle(End(id, 1, 2, "written"), End(id, 1, 1, "filtered: no-route"));

        Assert.Equal("filtered: no-route", await OutcomeOf(id));
    }

    [Fact]
    public async Task Parts_that_end_side_by_side_in_any_order_and_twice_settle_every_delivery_once()
    {
        const int Parts = 20;
        var ids = new List<long>();
        for (var count = 0; count < 15; count++)
        {
            ids.Add(await Store());
        }

        var before = await Settled();
        var ends = ids.SelectMany(id => Enumerable.Range(1, Parts).Select(part => End(id, part, Parts, $"written"))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            // Each end comes from two of the four at least.
            var mine = ends.Where((_, index) => index % 4 == seed || index % 3 == seed % 3).ToArray();
            new Random(seed).Shuffle(mine);
            foreach (var some in mine.Chunk(13))
            {
                await Settle(some);
            }
        }, Ct)));

        Assert.Equal(ids.Count, await fixture.Postgres.Count("ingress.settlement", "delivery_id = any(@ids) and settled_at is not null", new { ids }));
        Assert.Equal(before + ids.Count, await Settled());
    }

    private async Task<long> Store() => (await fixture.Ingress.Get<Npgsql.NpgsqlDataSource>().Store([Hook.Delivery()], 300)).Values.Single();

    private Task Settle(params OutcomeReached[] outcomes) => Consumer.Consume(outcomes, Ct);

    private async Task<string?> OutcomeOf(long id) => (await fixture.Postgres.Query<string?>(
        "select outcome from ingress.settlement where delivery_id = @id", new { id })).Single();

    private async Task<long> Settled() => (await fixture.Postgres.Query<long>("select sum(settled)::bigint from ingress.tally")).Single();

    private static OutcomeReached End(long delivery, int part, int parts, string outcome, int replay = 0) => new()
    {
        Key = $"{new ItemKey(delivery, part, parts, replay)}>marketing", DeliveryId = delivery, Stage = Stages.Written, Outcome = outcome,
        Final = true, ReceivedAt = Some.Moment, At = Some.Moment,
    };
}
