using System.Reflection;
using Sync.Contracts;

namespace Sync.Messaging.Tests;

public sealed class TopologyTests
{
    [Fact]
    public void Every_flow_has_its_own_exchange_and_no_queue_hears_two() => Assert.Multiple(
        () => Assert.Distinct(Topology.Flows.Select(flow => flow.Exchange)),
        () => Assert.Distinct(Topology.Flows.Select(flow => flow.Contract)),
        () => Assert.Distinct(Topology.Flows.SelectMany(flow => flow.Queues)));

    [Fact]
    public void Every_flow_ends_in_a_queue() => Assert.All(Topology.Flows, flow => Assert.NotEmpty(flow.Queues));

    [Fact]
    public void A_contract_without_a_flow_says_where_to_add_it()
    {
        var refused = Assert.Throws<ArgumentException>(() => Topology.Of(typeof(string)));

        Assert.Contains("add it to Topology.Flows", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_kills_its_consumer_has_a_way_out_of_every_queue_but_the_last() => Assert.All(
        Topology.Flows.SelectMany(flow => flow.Queues),
        queue => Assert.Equal(
            queue == Topology.DeadLetter ? null : "here-dead-lettered",
            Topology.ArgumentsOf(queue, "here-").GetValueOrDefault("x-dead-letter-exchange")));

    [Fact]
    public void Every_envelope_of_the_contracts_has_a_flow() => Assert.Empty(
        typeof(OutcomesReached).Assembly.GetExportedTypes()
            .Where(type => type.GetProperty("Items", BindingFlags.Public | BindingFlags.Instance) is not null)
            .Except(Topology.Flows.Select(flow => flow.Contract)));

    [Fact]
    public void How_each_contract_is_written_is_known_before_the_first_one_comes() =>
        Assert.DoesNotContain(Topology.Flows, flow => ContractJson.Default.GetTypeInfo(flow.Contract) is null);
}
