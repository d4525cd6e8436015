using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Plans;

/// <summary>Keeps the answers to dry runs.</summary>
internal sealed class RecordPlansConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<PlanMade>
{
    public async Task Consume(IReadOnlyList<PlanMade> items, CancellationToken ct)
    {
        foreach (var plan in items)
        {
            await dataSource.EndPlan(plan);
        }
    }

    public DeadLettered Describe(PlanMade item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, "plan", "A dry run's answer could not be kept", cause, time.GetUtcNow());
}
