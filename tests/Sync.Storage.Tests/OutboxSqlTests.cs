using Npgsql;
using Sync.Testing;

namespace Sync.Storage.Tests;

public sealed class OutboxSqlTests(Postgres postgres) : IClassFixture<Postgres>, IAsyncLifetime
{
    private NpgsqlDataSource _source = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { SearchPath = "box" });
        await new Migrator(_source, "box", new Scripts()).Run(Ct);
        await postgres.Execute("truncate box.outbox_message");
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [Fact]
    public async Task What_is_committed_waits_and_what_is_rolled_back_does_not()
    {
        await Enqueue(commit: true, new Greeting("kept", null));
        await Enqueue(commit: false, new Greeting("gone", null));

        var waiting = await postgres.Query<string>("select contract || body from box.outbox_message");

        Assert.Equal(["""Greeting{"text":"kept"}"""], waiting);
    }

    [Fact]
    public async Task Two_who_take_at_once_take_different_messages()
    {
        await Enqueue(commit: true, [.. Enumerable.Range(0, 6).Select(number => new Greeting($"{number}", null))]);
        await using var one = await _source.OpenConnectionAsync(Ct);
        await using var other = await _source.OpenConnectionAsync(Ct);
        await using var onesTx = await one.BeginTransactionAsync(Ct);
        await using var othersTx = await other.BeginTransactionAsync(Ct);

        var first = await onesTx.Take(4);
        var second = await othersTx.Take(4);

        Assert.Equal((4, 2), (first.Count(), second.Count()));
        Assert.Empty(first.Select(message => message.Id).Intersect(second.Select(message => message.Id)));
    }

    [Fact]
    public async Task What_is_taken_and_not_committed_comes_again()
    {
        await Enqueue(commit: true, new Greeting("hello", "Ada"));
        await using (var connection = await _source.OpenConnectionAsync(Ct))
        await using (var tx = await connection.BeginTransactionAsync(Ct))
        {
            Assert.Single(await tx.Take(10));
        }

        Assert.Equal(1, await postgres.Count("box.outbox_message"));
    }

    private async Task Enqueue(bool commit, params object[] messages)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        await tx.Enqueue(messages);
        if (commit)
        {
            await tx.CommitAsync();
        }
    }

    private sealed record Greeting(string Text, string? Name);
}
