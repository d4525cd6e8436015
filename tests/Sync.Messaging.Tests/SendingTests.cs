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
}
