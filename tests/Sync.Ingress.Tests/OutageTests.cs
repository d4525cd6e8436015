using System.Diagnostics;
using System.Net;
using Npgsql;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class OutageTests(Postgres postgres, RabbitMq rabbit) : IClassFixture<Postgres>, IClassFixture<RabbitMq>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private Wire _toDatabase = null!;
    private Wire _toBroker = null!;
    private IngressHost _ingress = null!;

    public async ValueTask InitializeAsync()
    {
        var (database, broker) = (new NpgsqlConnectionStringBuilder(postgres.ConnectionString), new UriBuilder(rabbit.Uri));
        _toDatabase = new Wire(database.Host!, database.Port);
        _toBroker = new Wire(broker.Host, broker.Port);
        (database.Host, database.Port) = ("127.0.0.1", _toDatabase.Port);
        (broker.Host, broker.Port) = ("127.0.0.1", _toBroker.Port);
        _ingress = await IngressHost.Start(
            database.ConnectionString, broker.ToString(), rabbit.PrefixFor(Some.Word()),
            ("Ingress:RetryAfterSeconds", "7"), ("Ingress:PublishWithinSeconds", "1"));
    }

    public async ValueTask DisposeAsync()
    {
        _toDatabase.Mend();
        _toBroker.Mend();
        await _ingress.DisposeAsync();
        await _toDatabase.DisposeAsync();
        await _toBroker.DisposeAsync();
    }

    [Fact]
    public async Task While_the_database_is_away_deliveries_wait_in_a_queue_and_come_to_the_inbox_later()
    {
        var before = await postgres.Count("ingress.delivery");
        _toDatabase.Cut();
        var since = Stopwatch.GetTimestamp();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(15), "A sender waits a few seconds, not longer.");
        Assert.Equal(before, await postgres.Count("ingress.delivery"));
        _toDatabase.Mend();
        await Eventually.Within(Soon, async () => await postgres.Count("ingress.delivery") == before + 20);
        await Eventually.Within(Soon, () => _ingress.Published.Count >= 20);
    }

    [Fact]
    public async Task While_the_broker_is_away_deliveries_wait_in_the_inbox_and_are_published_later()
    {
        var last = (await postgres.Query<long>("select coalesce(max(id), 0) from ingress.delivery")).Single();
        _toBroker.Cut();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post()));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.DoesNotContain(_ingress.Published, delivery => delivery.Id > last);
        _toBroker.Mend();
        await Eventually.Within(Soon, () => _ingress.Published.Select(delivery => delivery.Id).Distinct().Count(id => id > last) == 20);
    }

    [Fact]
    public async Task While_both_are_away_the_sender_is_asked_to_come_again()
    {
        _toDatabase.Cut();
        _toBroker.Cut();

        var refused = await Post();
        _toDatabase.Mend();
        var taken = await Eventually.Within(Soon, Post, answer => answer.StatusCode == HttpStatusCode.Accepted);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "7"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    private Task<HttpResponseMessage> Post() => _ingress.Http.PostAsync(Hook.Path, Hook.Form());
}
