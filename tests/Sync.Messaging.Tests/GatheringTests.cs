using Microsoft.Extensions.Hosting;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class GatheringTests(RabbitMq rabbit) : IClassFixture<RabbitMq>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static readonly string[] Three = ["a", "b", "c"];
    private static readonly string[] WithPoison = ["a", "poison", "b"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Envelopes_that_come_together_are_consumed_together_and_each_once()
    {
        var prefix = rabbit.PrefixFor("together");
        await using var host = await BusHost.Start(rabbit.Uri, prefix, Gather);
        var keys = Enumerable.Range(0, 300).Select(number => $"m{number:000}").ToList();

        await Task.WhenAll(keys.Select(key => host.Sender.Send(Contract.Envelope(key), Ct)));

        await Eventually.Within(Soon, () => Outcomes(host).Items.Count >= keys.Count);
        Assert.Equal(keys, Outcomes(host).Items.Select(item => item.Key).Order());
        Assert.InRange(Outcomes(host).Tries, 1, 150);
        await Eventually.Within(Soon, async () => await rabbit.Depth(prefix + Topology.RecordOutcomes) == 0);
    }

    [Fact]
    public async Task What_nothing_is_in_the_way_of_goes_at_once_and_what_waits_for_it_goes_together()
    {
        var prefix = rabbit.PrefixFor("behind");
        await using var host = await BusHost.Start(rabbit.Uri, prefix, builder => Gather(builder, TimeSpan.Zero));
        using var gate = new ManualResetEventSlim();
        Outcomes(host).Before = (_, _) => gate.Wait(Soon, Ct);
        foreach (var key in (string[])["first", "second", "a", "b", "c", "d"])
        {
            await host.Sender.Send(Contract.Envelope(key), Ct);
            await Eventually.Within(Soon, async () => await rabbit.Depth(prefix + Topology.RecordOutcomes) == 0);
            await Eventually.Within(Soon, () => Outcomes(host).Tries == (key == "first" ? 1 : 2));
        }

        gate.Set();

        await Eventually.Within(Soon, () => Outcomes(host).Items.Count == 6);
        // Two run at once; the other four had to wait.
        Assert.Equal(3, Outcomes(host).Tries);
    }

    [Fact]
    public async Task One_poison_item_among_those_that_were_gathered_is_dead_lettered_alone()
    {
        await using var host = await BusHost.Start(rabbit.Uri, rabbit.PrefixFor("gathered-poison"), Gather);
        Outcomes(host).Before = (items, _) =>
        {
            if (items.Any(item => item.Key == "poison"))
            {
                throw new PermanentFailureException(FailureClasses.Validation, "It will never do.");
            }
        };

        await Task.WhenAll(WithPoison.Select(key => host.Sender.Send(Contract.Envelope(key), Ct)));

        await Eventually.Within(Soon, () => Outcomes(host).Items.Count == 2 && host.Get<Collecting<DeadLettered>>().Items.Count == 1);
        Assert.Equal(["a", "b"], Outcomes(host).Items.Select(item => item.Key).Order());
    }

    [Fact]
    public async Task What_was_gathered_and_not_consumed_goes_back_when_the_process_ends()
    {
        var prefix = rabbit.PrefixFor("gathered-ending");
        await using (var host = await BusHost.Start(rabbit.Uri, prefix, Gather))
        {
            Outcomes(host).Before = (_, _) => throw new IOException("The database is away.");
            await Task.WhenAll(Three.Select(key => host.Sender.Send(Contract.Envelope(key), Ct)));
            await Eventually.Within(Soon, () => Outcomes(host).Tries >= 2);
        }

        await Eventually.Within(Soon, async () => await rabbit.Depth(prefix + Topology.RecordOutcomes) == 3);
    }

    private static Collecting<OutcomeReached> Outcomes(BusHost host) => host.Get<Collecting<OutcomeReached>>();

    private static void Gather(HostApplicationBuilder builder) => Gather(builder, TimeSpan.FromMilliseconds(100));

    private static void Gather(HostApplicationBuilder builder, TimeSpan within)
    {
        builder.Services.AddConsumer<Collecting<OutcomeReached>, OutcomesReached, OutcomeReached>(
            Topology.RecordOutcomes, envelope => envelope.Items, gathers: within);
        builder.Services.AddConsumer<Collecting<DeadLettered>, DeadLettered, DeadLettered>(Topology.DeadLetter, letter => [letter]);
    }
}
