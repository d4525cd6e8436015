using Sync.Messaging;

namespace Sync.Testing;

internal static class Prefixes
{
    /// <summary>A prefix for one test; all that is declared under it goes with the fixture.</summary>
    public static string PrefixFor(this RabbitMq rabbit, string test)
    {
        foreach (var flow in Topology.Flows)
        {
            rabbit.Name($"{test}-{flow.Exchange}");
            foreach (var queue in flow.Queues)
            {
                rabbit.Name($"{test}-{queue}");
            }
        }

        return $"{rabbit.Prefix}{test}-";
    }
}
