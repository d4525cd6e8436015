using System.Text;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class InboxTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private Inbox Inbox => fixture.Ingress.Get<Inbox>();

    [Fact]
    public async Task Requests_that_come_together_share_commits()
    {
        var bodies = Enumerable.Range(0, 500).Select(_ => Hook.Body()).ToList();

        var answers = await Task.WhenAll(bodies.Select(body => fixture.Http.PostAsync(Hook.Path, Hook.Form(body))));

        Assert.All(answers, answer => Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode));
        var written = new { bodies = bodies.Select(Encoding.UTF8.GetBytes).ToArray() };
        var (rows, commits) = (await fixture.Postgres.Query<(long, long)>(
            "select count(*), count(distinct xmin::text) from ingress.delivery where body = any(@bodies)", written)).Single();
        Assert.Equal(500, rows);
        Assert.InRange(commits, 1, 250);
    }

    [Fact]
    public async Task Equal_deliveries_are_stored_once_whether_they_share_a_commit_or_not()
    {
        var deliveries = Enumerable.Range(0, 20).Select(_ => Hook.Delivery()).ToList();

        var together = await Accept(deliveries.SelectMany(delivery => Enumerable.Repeat(delivery, 5)));
        var later = await Accept(deliveries);

        Assert.Equal(
            (20, 80), (together.Count(answer => answer is Acceptance.Stored), together.Count(answer => answer is Acceptance.Duplicate)));
        Assert.All(later, acceptance => Assert.Equal(Acceptance.Duplicate, acceptance));
        Assert.Equal(20, await Rows(deliveries));
    }

    [Fact]
    public async Task Equal_deliveries_that_cross_in_two_commits_are_stored_once()
    {
        var deliveries = Enumerable.Range(0, 200).Select(_ => Hook.Delivery()).ToList();

        var answers = await Accept(deliveries.Concat(Enumerable.Reverse(deliveries)).Concat(deliveries));

        Assert.DoesNotContain(Acceptance.Refused, answers);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => await Rows(deliveries) == 200);
        Assert.Equal(200, answers.Count(answer => answer is Acceptance.Stored));
    }

    [Fact]
    public async Task A_delivery_that_the_database_refuses_harms_no_other()
    {
        var good = Enumerable.Range(0, 30).Select(_ => Hook.Delivery()).ToList();
        var poison = Hook.Delivery() with { Query = "zero=\0" };

        var answers = await Accept([.. good.Take(15), poison, .. good.Skip(15)]);

        Assert.Equal(Acceptance.Refused, answers[15]);
        // One may be told that it is there already: the first answer after a refusal can get lost between driver and server.
        Assert.Equal(30, answers.Count(answer => answer is Acceptance.Stored or Acceptance.Duplicate));
        Assert.Equal(30, await Rows(good));
    }

    [Fact]
    public async Task Deliveries_are_numbered_in_the_order_in_which_they_came()
    {
        var deliveries = Enumerable.Range(0, 50).Select(_ => Hook.Delivery()).ToList();
        foreach (var delivery in deliveries)
        {
            await Inbox.Accept(delivery);
        }

        var keys = await fixture.Postgres.Query<Guid>(
            "select key from ingress.delivery where key = any(@keys) order by id",
            new { keys = deliveries.Select(delivery => delivery.Key).ToArray() });

        Assert.Equal(deliveries.Select(delivery => delivery.Key), keys);
    }

    private Task<Acceptance[]> Accept(IEnumerable<StrandedDelivery> deliveries) => Task.WhenAll(deliveries.Select(Inbox.Accept).ToList());

    private Task<long> Rows(IEnumerable<StrandedDelivery> deliveries) =>
        fixture.Postgres.Count(
            "ingress.delivery", "key = any(@keys)", new { keys = deliveries.Select(delivery => delivery.Key).ToArray() });
}
