using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class InboxSqlTests(Postgres postgres) : IClassFixture<Postgres>, IAsyncLifetime
{
    private IHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Inbox => _host.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Storage:ConnectionString", postgres.ConnectionString)]);
        builder.AddStorage("ingress", typeof(IngressRegistration).Assembly);
        _host = builder.Build();
        await _host.Services.GetRequiredService<Migrator>().Run(Ct);
        await postgres.Execute(
            "truncate ingress.delivery, ingress.settlement; update ingress.tally set accepted = 0, duplicates = 0, settled = 0");
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_delivery_without_an_outcome_comes_due_after_a_time_that_doubles()
    {
        var id = await Store();
        var waits = new List<double>();
        for (var time = 0; time < 9; time++)
        {
            await Inbox.MarkPublished([(id, 0)], 60);
            waits.Add(Math.Round((await postgres.Query<double>(
                "select extract(epoch from due_at - now())::float8 from ingress.settlement where delivery_id = @id", new { id }))
                    .Single()));
        }

        Assert.Equal([60, 120, 240, 480, 960, 1_920, 3_840, 3_840, 3_840], waits);
    }

    [Fact]
    public async Task A_note_of_an_earlier_publication_leaves_a_replay_due()
    {
        var id = await Store();
        await Inbox.Reopen([new ReplayDelivery(id, 3)]);

        await Inbox.MarkPublished([(id, 0)], 60);

        Assert.Equal(3, Assert.Single(await Inbox.TakeDue(10, 0), delivery => delivery.Id == id).Replay);
    }

    [Fact]
    public async Task A_delivery_that_is_taken_by_one_is_not_taken_by_another()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await Inbox.Store([.. Enumerable.Range(0, 100).Select(_ => Hook.Delivery())], 0);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Inbox.TakeDue(100, 60)));

        var ids = taken.SelectMany(due => due).Select(delivery => delivery.Id).ToList();
        Assert.Distinct(ids);
        Assert.Equal(400, ids.Count + await postgres.Count("ingress.settlement", "due_at <= now()"));
    }

    [Fact]
    public async Task A_settled_delivery_is_not_due_and_keeps_its_first_outcome()
    {
        var id = await Store();

        await Inbox.Settle([id], ["written"]);
        await Inbox.Settle([id], ["unchanged"]);

        Assert.Empty(await Inbox.TakeDue(100, 60));
        Assert.Equal("written",
            (await postgres.Query<string>("select outcome from ingress.settlement where delivery_id = @id", new { id })).Single());
    }

    [Fact]
    public async Task A_replay_opens_a_delivery_once_and_publishes_it_under_its_number()
    {
        var id = await Store();
        await Inbox.Settle([id], ["dead-lettered: validation"]);

        await Inbox.Reopen([new ReplayDelivery(id, 3)]);
        var due = Assert.Single(await Inbox.TakeDue(100, 60));
        await Inbox.Settle([id], ["written"]);
        await Inbox.Reopen([new ReplayDelivery(id, 3)]);

        Assert.Equal((id, 3), (due.Id, due.Replay));
        Assert.Equal(new InboxCounts(1, 0, 1, 0, 0), await Inbox.Count(Ct));
    }

    [Fact]
    public async Task What_was_taken_in_is_always_what_has_ended_and_what_is_under_way()
    {
        var random = new Random(7);
        var keys = Enumerable.Range(0, 60).Select(_ => Hook.Delivery()).ToList();
        var ids = new List<long>();
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    ids.AddRange((await Inbox.Store([.. random.GetItems(keys.ToArray(), 10)], 0)).Values);
                    break;
                case 1 when ids.Count > 0:
                    await Inbox.Settle(
                        [.. random.GetItems(ids.ToArray(), 5).Distinct()], ["written", "merged", "stale", "echo", "unchanged"]);
                    break;
                case 2 when ids.Count > 0:
                    await Inbox.Reopen([new ReplayDelivery(random.GetItems(ids.ToArray(), 1)[0], step)]);
                    break;
                default:
                    await Inbox.MarkPublished([.. (await Inbox.TakeDue(10, 0)).Select(delivery => (delivery.Id, delivery.Replay))], 1);
                    break;
            }

            var counts = await Inbox.Count(Ct);
            Assert.Equal(counts.Accepted, counts.Settled + counts.InFlight);
        }

        Assert.Equal(ids.Count, (await Inbox.Count(Ct)).Accepted);
        Assert.Equal(ids.Count, await postgres.Count("ingress.delivery"));
    }

    [Fact]
    public async Task A_delivery_whose_payload_is_pruned_is_not_published_any_more()
    {
        var id = await Store();
        await postgres.Execute("update ingress.delivery set body = null where id = @id", new { id });

        Assert.Empty(await Inbox.TakeDue(100, 60));
    }

    [Fact]
    public async Task Deliveries_of_one_commit_are_numbered_in_the_order_in_which_they_came()
    {
        var deliveries = Enumerable.Range(0, 200).Select(_ => Hook.Delivery()).ToList();

        var stored = await Inbox.Store(deliveries, 0);

        Assert.Equal(stored.Values.Order(), deliveries.Select(delivery => stored[delivery.Key]));
    }

    [Fact]
    public async Task Commits_that_hold_the_same_deliveries_in_another_order_do_not_wait_for_each_other_crosswise()
    {
        for (var round = 0; round < 60; round++)
        {
            var deliveries = Enumerable.Range(0, 200).Select(_ => Hook.Delivery()).ToList();
            var stored = await Task.WhenAll(Inbox.Store(deliveries, 0), Inbox.Store([.. Enumerable.Reverse(deliveries)], 0));

            Assert.Equal(200, stored.Sum(one => one.Count));
        }
    }

    private async Task<long> Store() => (await Inbox.Store([Hook.Delivery()], 0)).Values.Single();
}
