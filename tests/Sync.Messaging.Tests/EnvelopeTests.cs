using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

public sealed class EnvelopeTests(RabbitMq rabbit) : IClassFixture<RabbitMq>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_poison_item_is_dead_lettered_alone_and_the_others_are_handled()
    {
        await using var host = await BusHost.Start(rabbit.Uri, rabbit.PrefixFor("poison"), BusHost.CollectOutcomesAndLetters);
        host.Get<Collecting<OutcomeReached>>().Before = (items, _) =>
        {
            if (items.Any(item => item.Key == "poison"))
            {
                throw new PermanentFailureException(FailureClasses.Validation, "It will never do.");
            }
        };

        await host.Sender.Send(Contract.Envelope("a", "b", "poison", "c"), Ct);

        await Eventually.Within(Soon, () => Letters(host).Count == 1 && Handled(host).Count == 3);
        Assert.Equal(["a", "b", "c"], Handled(host).Order());
        Assert.Equal(
            (FailureClasses.Validation, "It could not be collected: It will never do."), (Letters(host)[0].Class, Letters(host)[0].Reason));
        Assert.Contains("\"key\":\"poison\"", Letters(host)[0].Item, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_passes_by_itself_is_tried_until_it_has_passed()
    {
        await using var host = await BusHost.Start(
            rabbit.Uri, rabbit.PrefixFor("passing"), BusHost.CollectOutcomesAndLetters, new QuickTime());
        host.Get<Collecting<OutcomeReached>>().Before = (_, tries) =>
        {
            if (tries <= 10)
            {
                throw new IOException("The database is away.");
            }
        };

        await host.Sender.Send(Contract.Envelope("a", "b"), Ct);

        await Eventually.Within(Soon, () => Handled(host).Count == 2);
        Assert.Equal(11, host.Get<Collecting<OutcomeReached>>().Tries);
        Assert.Empty(Letters(host));
    }

    [Fact]
    public async Task What_fails_three_times_without_a_reason_is_dead_lettered_as_a_fault_of_ours()
    {
        await using var host = await BusHost.Start(rabbit.Uri, rabbit.PrefixFor("bug"), BusHost.CollectOutcomesAndLetters, new QuickTime());
        host.Get<Collecting<OutcomeReached>>().Before = (_, _) => throw new FormatException("A bug.");

        await host.Sender.Send(Contract.Envelope("a"), Ct);

        await Eventually.Within(Soon, () => Letters(host).Count == 1);
        Assert.Equal(3, host.Get<Collecting<OutcomeReached>>().Tries);
        Assert.Equal((FailureClasses.Internal, nameof(FormatException)), (Letters(host)[0].Class, Letters(host)[0].Code));
    }

    [Fact]
    public async Task Faults_that_pass_do_not_count_against_the_one_that_does_not()
    {
        await using var host = await BusHost.Start(
            rabbit.Uri, rabbit.PrefixFor("mixed"), BusHost.CollectOutcomesAndLetters, new QuickTime());
        host.Get<Collecting<OutcomeReached>>().Before = (_, tries) => throw (tries % 2 == 0 ? new IOException() : new FormatException());

        await host.Sender.Send(Contract.Envelope("a"), Ct);

        await Eventually.Within(Soon, () => Letters(host).Count == 1);
        Assert.Equal(5, host.Get<Collecting<OutcomeReached>>().Tries);
    }

    [Fact]
    public async Task An_envelope_in_the_middle_of_its_tries_goes_back_when_the_process_ends()
    {
        var prefix = rabbit.PrefixFor("ending");
        await using (var host = await BusHost.Start(rabbit.Uri, prefix, BusHost.CollectOutcomesAndLetters))
        {
            host.Get<Collecting<OutcomeReached>>().Before = (_, _) => throw new IOException("The database is away.");
            await host.Sender.Send(Contract.Envelope("a"), Ct);
            await Eventually.Within(Soon, () => host.Get<Collecting<OutcomeReached>>().Tries >= 2);
        }

        await Eventually.Within(Soon, async () => await rabbit.Depth(prefix + Topology.RecordOutcomes) == 1);
        Assert.Equal(0u, await rabbit.Depth(prefix + Topology.DeadLetter, ct: Ct));
    }

    private static IReadOnlyList<DeadLettered> Letters(BusHost host) => host.Get<Collecting<DeadLettered>>().Items;

    private static List<string> Handled(BusHost host) => [.. host.Get<Collecting<OutcomeReached>>().Items.Select(item => item.Key)];
}
