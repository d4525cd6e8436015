using Microsoft.Extensions.Hosting;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class SendingTests(RabbitMq rabbit) : IClassFixture<RabbitMq>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_sent_before_its_consumer_ever_started_waits_for_it()
    {
        var prefix = rabbit.PrefixFor("early");
        await using (var sender = await BusHost.Start(rabbit.Uri, prefix))
        {
            await sender.Sender.Send(Contract.Envelope("a", "b"), Ct);
        }

        await using var consumer = await BusHost.Start(rabbit.Uri, prefix, BusHost.CollectOutcomes);

        var items = await Eventually.Within(
            Soon, () => Task.FromResult(consumer.Get<Collecting<OutcomeReached>>().Items), items => items.Count == 2);
        Assert.Equal(["a", "b"], items.Select(item => item.Key));
    }

    [Fact]
    public async Task A_contract_reaches_every_queue_of_its_flow()
    {
        var prefix = rabbit.PrefixFor("both");
        await using var sender = await BusHost.Start(rabbit.Uri, prefix);

        await sender.Sender.Send(Contract.Envelope("a"), Ct);

        Assert.Equal(1u, await rabbit.Depth(prefix + Topology.SettleDeliveries, ct: Ct));
        Assert.Equal(1u, await rabbit.Depth(prefix + Topology.RecordOutcomes, ct: Ct));
    }

    [Fact]
    public async Task A_message_that_no_queue_takes_fails_and_the_next_one_finds_the_queues_again()
    {
        var prefix = rabbit.PrefixFor("lost");
        await using var sender = await BusHost.Start(rabbit.Uri, prefix);
        await sender.Sender.Send(Contract.Envelope("before"), Ct);
        await rabbit.Delete(prefix + Topology.SettleDeliveries, prefix + Topology.RecordOutcomes);

        await Assert.ThrowsAsync<BrokerAwayException>(() => sender.Sender.Send(Contract.Envelope("nowhere"), Ct));
        await sender.Sender.Send(Contract.Envelope("after"), Ct);

        Assert.Equal(1u, await rabbit.Depth(prefix + Topology.SettleDeliveries, ct: Ct));
        Assert.Equal(1u, await rabbit.Depth(prefix + Topology.RecordOutcomes, ct: Ct));
    }

    [Fact]
    public async Task A_broker_that_lost_all_it_was_told_is_told_again()
    {
        var prefix = rabbit.PrefixFor("wiped");
        await using var sender = await BusHost.Start(rabbit.Uri, prefix);
        await rabbit.Delete(prefix + Topology.SettleDeliveries, prefix + Topology.RecordOutcomes);
        await rabbit.DeleteExchange(prefix + Topology.Of(typeof(OutcomesReached)).Exchange);

        await Eventually.Within(Soon, async () =>
        {
            await sender.Sender.Send(Contract.Envelope("after"), Ct);
            return true;
        });

        Assert.True(await rabbit.Depth(prefix + Topology.SettleDeliveries, ct: Ct) >= 1);
    }

    [Fact]
    public async Task A_broker_that_falls_silent_while_it_is_told_the_queues_is_told_again()
    {
        var address = new Uri(rabbit.Uri);
        await using var wire = new Wire(address.Host, address.Port);
        wire.HoldAfter(2_000);
        await using var host = await BusHost.StartAtOnce(
            new UriBuilder(address) { Host = "127.0.0.1", Port = wire.Port }.ToString(), rabbit.PrefixFor("silent"));
        // The client waits 20 s for an answer, and as long again for a farewell.
        await Eventually.Within(TimeSpan.FromMinutes(2), () => wire.Connections > 2);

        wire.LetGo();

        await Eventually.Within(Soon, () => host.Get<TopologyDeclaration>().IsDeclared);
        Assert.False(host.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    // Many times: whoever gives up while the first channel is being made may leave half of one behind.
    [Fact]
    public async Task Sends_that_are_given_up_while_the_bus_starts_stand_in_nobodys_way()
    {
        var prefix = rabbit.PrefixFor("hasty");
        for (var time = 0; time < 60; time++)
        {
            await using var host = await BusHost.StartAtOnce(rabbit.Uri, prefix);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(each => GiveUp(host, TimeSpan.FromMilliseconds((time * 5) + (each * 30)))));
            await Eventually.Within(TimeSpan.FromSeconds(20), async () =>
            {
                await host.Sender.Send(Contract.Envelope("after"), Ct);
                return true;
            });
        }
    }

    // Many times, because what dies in the very moment of a send may die in other ways: a client of before lost its channel for good so.
    [Fact]
    public async Task A_broker_that_is_away_is_told_of_in_time_and_used_when_it_is_back()
    {
        var address = new Uri(rabbit.Uri);
        await using var wire = new Wire(address.Host, address.Port);
        await using var sender = await BusHost.Start(
            new UriBuilder(address) { Host = "127.0.0.1", Port = wire.Port }.ToString(), rabbit.PrefixFor("away"));
        for (var time = 0; time < 10; time++)
        {
            await sender.Sender.Send(Contract.Envelope("before"), Ct);

            wire.Cut();
            await Assert.ThrowsAsync<BrokerAwayException>(() => sender.Sender.Send(Contract.Envelope("meanwhile"), Ct).WaitAsync(Soon, Ct));
            wire.Mend();

            await Eventually.Within(Soon, async () =>
            {
                await sender.Sender.Send(Contract.Envelope("after"), Ct);
                return true;
            });
        }
    }

    [Fact]
    public async Task A_send_that_the_sender_itself_gives_up_is_cancelled_and_not_failed()
    {
        await using var sender = await BusHost.Start(rabbit.Uri, rabbit.PrefixFor("given-up"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => sender.Sender.Send(Contract.Envelope("a"), new CancellationToken(true)));
    }

    private static async Task GiveUp(BusHost host, TimeSpan after)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(after);
        try
        {
            await host.Sender.Send(Contract.Envelope("hasty"), patience.Token);
        }
        catch (Exception) when (!Ct.IsCancellationRequested)
        {
            // Given up, or no queue was there yet.
        }
    }
}
