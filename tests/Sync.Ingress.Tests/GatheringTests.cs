using Sync.Contracts;
using Sync.Testing;

namespace Sync.Ingress.Tests;

/// <summary>What comes within a moment of an envelope gathers for the next one; the first after a silence waits for nobody.</summary>
public sealed class GatheringTests(Postgres postgres, RabbitMq rabbit) : IClassFixture<Postgres>, IClassFixture<RabbitMq>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_a_silence_one_goes_at_once_and_the_next_ones_together()
    {
        await using var ingress = await Start();
        var tried = ingress.Get<Collecting<ReceivedDelivery>>();

        await ingress.Get<Inbox>().Accept(Hook.Delivery());
        await Eventually.Within(Soon, () => ingress.Published.Count == 1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ingress.Get<Inbox>().Accept(Hook.Delivery())));
        await Eventually.Within(Soon, () => ingress.Published.Count == 21);

        Assert.Equal(2, tried.Tries);
    }

    [Fact]
    public async Task What_has_gathered_goes_when_the_service_ends()
    {
        var prefix = rabbit.PrefixFor("ending");
        await using var other = await Start(prefix);
        Collecting<ReceivedDelivery> collected;
        await using (var ends = await Start(prefix))
        {
            collected = ends.Get<Collecting<ReceivedDelivery>>();
            await ends.Get<Inbox>().Accept(Hook.Delivery());
            await Eventually.Within(Soon, () => collected.Items.Count + other.Published.Count == 1);
            await ends.Get<Inbox>().Accept(Hook.Delivery());
        }

        // Nobody looks for what is due within the time of the test.
        await Eventually.Within(Soon, () => collected.Items.Concat(other.Published).DistinctBy(delivery => delivery.Id).Count() == 2);
    }

    private Task<IngressHost> Start(string? prefix = null) => IngressHost.Start(
        postgres.ConnectionString, rabbit.Uri, prefix ?? rabbit.PrefixFor("gathering"),
        ("Ingress:GatherMilliseconds", "5000"), ("Ingress:PublishWithinSeconds", "600"));
}
