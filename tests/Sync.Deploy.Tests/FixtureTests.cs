using Sync.Testing;

namespace Sync.Deploy.Tests;

public sealed class FixtureTests(Postgres postgres, RabbitMq rabbitMq) : IClassFixture<Postgres>, IClassFixture<RabbitMq>
{
    [Fact]
    public async Task A_copy_of_a_database_has_its_tables_and_a_life_of_its_own()
    {
        await postgres.Execute("create table person (email text); insert into person values ('ada@example.test')");

        await using var copy = await postgres.Clone();
        await copy.Execute("insert into person values ('bob@example.test')");

        Assert.Equal(1, await postgres.Count("person"));
        Assert.Equal(1, await copy.Count("person", "email = @email", new { email = "bob@example.test" }));
    }

    [Fact]
    public async Task Two_virtual_hosts_know_nothing_of_each_other()
    {
        var ct = TestContext.Current.CancellationToken;
        var (one, other) = (await rabbitMq.NewVirtualHost(ct), await rabbitMq.NewVirtualHost(ct));
        await using var connection = await RabbitMq.Connect(one, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false, cancellationToken: ct);

        Assert.Equal(0u, await rabbitMq.Depth("orders", one, ct));
        Assert.Null(await rabbitMq.Depth("orders", other, ct));
    }

    [Fact]
    public async Task A_wait_that_is_in_vain_tells_what_was_found_last()
    {
        var vain = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.Within(TimeSpan.FromMilliseconds(50), () => Task.FromResult(41), found => found == 42));

        Assert.Contains("41", vain.Message, StringComparison.Ordinal);
    }
}
