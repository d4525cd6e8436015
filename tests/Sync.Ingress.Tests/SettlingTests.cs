using Sync.Contracts;
using Sync.Messaging;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class SettlingTests(Postgres postgres, RabbitMq rabbit) : IClassFixture<Postgres>, IClassFixture<RabbitMq>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_final_outcome_settles_its_delivery_and_another_does_not()
    {
        await using var ingress = await Start("settle");
        var (ended, passed) = (await Post(ingress), await Post(ingress));

        await ingress.Get<MessageSender>()
            .Send(new OutcomesReached { Items = [Outcome(passed, final: false), Outcome(ended, final: true)] }, Ct);

        await Eventually.Within(Soon, async () => await postgres.Count(
            "ingress.settlement", "delivery_id = @ended and outcome = 'written'", new { ended }) == 1);
        Assert.Equal(1, await postgres.Count("ingress.settlement", "delivery_id = @passed and settled_at is null", new { passed }));
    }

    [Fact]
    public async Task A_delivery_that_is_not_settled_is_published_again_and_a_settled_one_is_not()
    {
        await using var ingress = await Start("again", ("Ingress:RepublishAfterSeconds", "1"));
        var (settled, lost) = (await Post(ingress), await Post(ingress));
        await ingress.Get<MessageSender>().Send(new OutcomesReached { Items = [Outcome(settled, final: true)] }, Ct);
        await Eventually.Within(Soon, () => IsSettled(settled));
        await Task.Delay(TimeSpan.FromSeconds(1), Ct);
        var (settledBefore, lostBefore) = (Times(ingress, settled), Times(ingress, lost));

        await Eventually.Within(Soon, () => Times(ingress, lost) > lostBefore);

        Assert.Equal(settledBefore, Times(ingress, settled));
    }

    [Fact]
    public async Task A_delivery_that_was_stored_and_never_published_is_published()
    {
        await using var ingress = await Start("never");
        var delivery = Hook.Delivery();
        var id = (await ingress.Get<Npgsql.NpgsqlDataSource>().Store([delivery], publishWithinSeconds: 1))[delivery.Key];

        await Eventually.Within(Soon, () => Times(ingress, id) >= 1);
    }

    [Fact]
    public async Task A_replay_comes_through_the_bus_and_goes_out_under_its_number()
    {
        await using var ingress = await Start("replay");
        var id = await Post(ingress);
        await ingress.Get<MessageSender>().Send(new OutcomesReached { Items = [Outcome(id, final: true)] }, Ct);
        await Eventually.Within(Soon, () => IsSettled(id));

        await ingress.Get<MessageSender>().Send(new ReplayDeliveries { Replay = 9, DeliveryIds = [id] }, Ct);

        await Eventually.Within(Soon, () => ingress.Published.Any(delivery => delivery.Id == id && delivery.Replay == 9));
    }

    [Fact]
    public async Task Two_instances_that_sweep_at_once_publish_each_delivery_once()
    {
        var prefix = rabbit.PrefixFor("sweep");
        // What is taken stays taken for longer than a slow machine needs to publish it.
        (string, string)[] settings = [("Ingress:PublishWithinSeconds", "300"), ("Ingress:RepublishAfterSeconds", "300")];
        await using var one = await IngressHost.Start(postgres.ConnectionString, rabbit.Uri, prefix, settings);
        await using var other = await IngressHost.Start(postgres.ConnectionString, rabbit.Uri, prefix, settings);
        var ids = new HashSet<long>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            ids.UnionWith(
                (await one.Get<Npgsql.NpgsqlDataSource>().Store([.. Enumerable.Range(0, 400).Select(_ => Hook.Delivery())], 0)).Values);
        }

        List<long> Published() => [.. one.Published.Concat(other.Published).Select(delivery => delivery.Id).Where(ids.Contains)];
        await Eventually.Within(Soon, () => Published().Count >= ids.Count);
        await Task.Delay(TimeSpan.FromSeconds(2), Ct);

        Assert.Equal(ids.Count, Published().Count);
        Assert.Equal(ids.Count, Published().Distinct().Count());
    }

    private Task<IngressHost> Start(string test, params IEnumerable<(string, string)> settings) =>
        IngressHost.Start(postgres.ConnectionString, rabbit.Uri, rabbit.PrefixFor(test), settings);

    /// <summary>Has a delivery taken in and published, and gives its number.</summary>
    private static async Task<long> Post(IngressHost ingress)
    {
        var body = Hook.Body();
        await ingress.Http.PostAsync(Hook.Path, Hook.Form(body));
        return (await Eventually.Within(
            Soon, () => Task.FromResult(
                ingress.Published.FirstOrDefault(delivery => System.Text.Encoding.UTF8.GetString(delivery.Body) == body)),
            found => found is not null))!.Id;
    }

    private async Task<bool> IsSettled(long id) =>
        await postgres.Count("ingress.settlement", "delivery_id = @id and settled_at is not null", new { id }) == 1;

    private static int Times(IngressHost ingress, long id) => ingress.Published.Count(delivery => delivery.Id == id);

    private static OutcomeReached Outcome(long delivery, bool final) => new()
    {
        Key = $"{delivery}", DeliveryId = delivery, Stage = Stages.Written, Outcome = final ? Outcomes.Written : Outcomes.Passed,
        Final = final,
        ReceivedAt = Some.Moment, At = Some.Moment,
    };
}
