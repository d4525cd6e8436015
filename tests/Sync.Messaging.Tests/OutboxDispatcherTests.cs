using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class OutboxDispatcherTests(RabbitMq rabbit, Postgres postgres) : IClassFixture<RabbitMq>, IClassFixture<Postgres>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_committed_is_sent_and_what_is_rolled_back_is_not()
    {
        var prefix = rabbit.PrefixFor("committed");
        await using var consumer = await BusHost.Start(rabbit.Uri, prefix, BusHost.CollectOutcomes);
        await using var host = await Start(rabbit.Uri, prefix, "committed");

        await Enqueue(host, commit: false, "rolled-back");
        await Enqueue(host, commit: true, "committed");

        await Eventually.Within(Soon, () => Arrived(consumer).Count > 0);
        Assert.Equal(["committed"], Arrived(consumer));
        Assert.Equal(0, await postgres.Count("committed.outbox_message"));
    }

    [Fact]
    public async Task Two_dispatchers_side_by_side_send_each_message_once()
    {
        var prefix = rabbit.PrefixFor("two");
        await using var consumer = await BusHost.Start(rabbit.Uri, prefix, BusHost.CollectOutcomes);
        await using var one = await Start(rabbit.Uri, prefix, "two");
        await using var other = await Start(rabbit.Uri, prefix, "two");
        var keys = Enumerable.Range(0, 400).Select(number => $"m{number:000}").ToList();

        foreach (var chunk in keys.Chunk(80))
        {
            await Enqueue(one, commit: true, chunk);
            other.Get<OutboxDispatcher>().Wake();
        }

        await Eventually.Within(Soon, () => Arrived(consumer).Count >= keys.Count);
        Assert.Equal(keys, Arrived(consumer).Order());
    }

    [Fact]
    public async Task What_is_committed_while_the_broker_is_away_is_sent_when_it_is_back()
    {
        var prefix = rabbit.PrefixFor("outage");
        var address = new Uri(rabbit.Uri);
        await using var wire = new Wire(address.Host, address.Port);
        await using var consumer = await BusHost.Start(rabbit.Uri, prefix, BusHost.CollectOutcomes);
        await using var host = await Start(new UriBuilder(address) { Host = "127.0.0.1", Port = wire.Port }.ToString(), prefix, "outage");

        wire.Cut();
        await Enqueue(host, commit: true, "meanwhile");
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        Assert.Equal(1, await postgres.Count("outage.outbox_message"));
        wire.Mend();

        await Eventually.Within(Soon, () => Arrived(consumer).Contains("meanwhile"));
        await Eventually.Within(Soon, async () => await postgres.Count("outage.outbox_message") == 0);
    }

    private static async Task Enqueue(BusHost host, bool commit, params IEnumerable<string> keys)
    {
        await using var connection = await host.Get<NpgsqlDataSource>().OpenConnectionAsync(Ct);
        await using var tx = await connection.BeginTransactionAsync(Ct);
        await tx.Enqueue([.. keys.Select(key => Contract.Envelope(key))]);
        if (commit)
        {
            await tx.CommitAsync(Ct);
        }

        host.Get<OutboxDispatcher>().Wake();
    }

    private static List<string> Arrived(BusHost host) => [.. host.Get<Collecting<OutcomeReached>>().Items.Select(item => item.Key)];

    private Task<BusHost> Start(string uri, string prefix, string schema) => BusHost.Start(uri, prefix, builder =>
    {
        builder.Configuration.AddInMemoryCollection([new("Storage:ConnectionString", postgres.ConnectionString)]);
        builder.AddStorage(schema, typeof(OutboxDispatcherTests).Assembly);
        builder.Services.AddOutbox();
    });
}
