using Npgsql;
using RabbitMQ.Client;
using Sync.Deploy.Provisioning;
using Sync.Deploy.TestRuns;
using Sync.Testing;

namespace Sync.Deploy.Tests;

public sealed class BreakingServersTests(BreakingServersTests.Breakable servers) : IClassFixture<BreakingServersTests.Breakable>
{
    [Fact]
    public async Task A_killed_postgres_comes_back_at_its_address_with_its_data_and_a_wiped_one_empty()
    {
        var ct = TestContext.Current.CancellationToken;
        var (postgres, address) = (servers.Own.Postgres, servers.Own.Postgres.Address);
        await Execute(address, "create table kept as select 1 as one");

        await postgres.Kill(ct);
        Assert.False(postgres.IsRunning);
        Assert.NotNull(await Readiness.WhyNot(ServerKind.Postgres, address, ct));
        await postgres.Start(ct);

        Assert.Equal(address, postgres.Address);
        Assert.Equal(1, await Execute(address, "select one from kept"));

        await postgres.Wipe(ct);
        var gone = await Assert.ThrowsAsync<PostgresException>(() => Execute(address, "select one from kept"));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, gone.SqlState);
    }

    [Fact]
    public async Task A_killed_rabbitmq_comes_back_at_its_address_with_its_messages_and_a_wiped_one_empty()
    {
        var ct = TestContext.Current.CancellationToken;
        var (broker, address) = (servers.Own.RabbitMq, servers.Own.RabbitMq.Address);
        await Publish(address, "kept", ct);

        // RabbitMQ 3.10 forgets a quorum queue when it is killed within about a second of its declaration.
        await Task.Delay(TimeSpan.FromSeconds(2), ct);

        await broker.Kill(ct);
        Assert.NotNull(await Readiness.WhyNot(ServerKind.RabbitMq, address, ct));
        await broker.Start(ct);

        var queues = new RabbitMq();
        await Eventually.Within(TimeSpan.FromSeconds(20), async () => await queues.Depth("kept", address, ct) == 1);

        await broker.Wipe(ct);
        Assert.Null(await queues.Depth("kept", address, ct));
    }

    private static async Task<object?> Execute(string address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(address + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Publish(string address, string queue, CancellationToken ct)
    {
        await using var connection = await RabbitMq.Connect(address, ct);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), ct);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, "hello"u8.ToArray(), ct);
    }

    public sealed class Breakable : IAsyncLifetime
    {
        public OwnServers Own { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Own = await Servers.Own("breaking", TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Own.DisposeAsync();
    }
}
