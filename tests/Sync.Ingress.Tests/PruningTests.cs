using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class PruningTests(Postgres postgres) : IClassFixture<Postgres>, IAsyncLifetime
{
    private IHost _host = null!;

    private NpgsqlDataSource Inbox => _host.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Storage:ConnectionString", postgres.ConnectionString)]);
        builder.AddStorage("ingress", typeof(IngressRegistration).Assembly);
        _host = builder.Build();
        await _host.Services.GetRequiredService<Migrator>().Run(TestContext.Current.CancellationToken);
        await postgres.Execute("truncate ingress.delivery, ingress.settlement; update ingress.pruned set up_to = 0");
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_old_settled_delivery_loses_its_payload_and_its_key_is_still_known()
    {
        var (old, young) = (Hook.Delivery(), Hook.Delivery() with { ReceivedAt = DateTimeOffset.UtcNow });
        await Store(settled: true, At(old, 40), young);

        await Inbox.PrunePayloads(30);

        Assert.Equal([young.Key], await postgres.Query<Guid>("select key from ingress.delivery where body is not null"));
        Assert.Empty(await Inbox.Store([old], 0));
    }

    [Fact]
    public async Task What_is_still_in_flight_keeps_its_payload_and_stops_the_pruning()
    {
        var (first, stuck, later) = (Hook.Delivery(), Hook.Delivery(), Hook.Delivery());
        await Store(settled: true, At(first, 40));
        await Store(settled: false, At(stuck, 40));
        await Store(settled: true, At(later, 40));

        await Inbox.PrunePayloads(30);

        Assert.Equal(
            [stuck.Key, later.Key], await postgres.Query<Guid>("select key from ingress.delivery where body is not null order by id"));
    }

    [Fact]
    public async Task A_key_is_forgotten_only_after_its_time_and_never_before_its_payload()
    {
        var (ancient, old, unpruned) = (Hook.Delivery(), Hook.Delivery(), Hook.Delivery());
        await Store(settled: true, At(ancient, 900), At(old, 40));
        await Inbox.PrunePayloads(30);
        await Store(settled: true, At(unpruned, 900));

        await Inbox.ForgetKeys(730);

        Assert.Equal([old.Key, unpruned.Key], await postgres.Query<Guid>("select key from ingress.delivery order by id"));
        Assert.Equal(2, await postgres.Count("ingress.settlement"));
    }

    [Fact]
    public async Task Many_old_deliveries_are_pruned_portion_by_portion_until_none_is_left()
    {
        await Store(settled: true, [.. Enumerable.Range(0, 4_500).Select(_ => At(Hook.Delivery(), 40))]);

        var portions = new List<int>();
        do
        {
            portions.Add(await Inbox.PrunePayloads(30));
        }
        while (portions[^1] > 0);

        Assert.Equal([2_000, 2_000, 500, 0], portions);
        Assert.Equal(0, await postgres.Count("ingress.delivery", "body is not null"));
    }

    [Fact]
    public async Task A_replay_of_what_has_no_payload_any_more_is_refused_instead_of_waiting_for_ever()
    {
        var ids = await Store(settled: true, At(Hook.Delivery(), 40), Hook.Delivery() with { ReceivedAt = DateTimeOffset.UtcNow });
        await Inbox.PrunePayloads(30);
        var consumer = new ReplayDeliveriesConsumer(Inbox, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<PermanentFailureException>(
            () => consumer.Consume([.. ids.Select(id => new ReplayDelivery(id, 1))], TestContext.Current.CancellationToken));
        await consumer.Consume([new ReplayDelivery(ids[1], 1)], TestContext.Current.CancellationToken);

        Assert.Equal(FailureClasses.NotFound, refused.FailureClass);
        Assert.Equal([ids[1]], await postgres.Query<long>("select delivery_id from ingress.settlement where settled_at is null"));
    }

    [Fact]
    public void Keys_that_would_be_forgotten_before_payloads_are_refused_at_the_start()
    {
        var options = new IngressOptions { KeyDays = 10, PayloadDays = 30 };

        Assert.Contains(
            "Raise KeyDays", Assert.Single(options.Validate(new ValidationContext(options))).ErrorMessage!, StringComparison.Ordinal);
        Assert.Empty(new IngressOptions().Validate(new ValidationContext(options)));
    }

    private static StrandedDelivery At(StrandedDelivery delivery, int daysAgo) =>
        delivery with { ReceivedAt = DateTimeOffset.UtcNow.AddDays(-daysAgo) };

    /// <summary>Stores deliveries and gives their numbers in order.</summary>
    private async Task<long[]> Store(bool settled, params StrandedDelivery[] deliveries)
    {
        var stored = await Inbox.Store([.. deliveries], 60);
        long[] ids = [.. stored.Values.Order()];
        if (settled)
        {
            await Inbox.Settle(ids, [.. ids.Select(_ => Outcomes.Written)]);
        }

        return ids;
    }
}
