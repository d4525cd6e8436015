using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Handoff;

/// <summary>Notes what became of the tasks that were asked for.</summary>
internal sealed class LearnOperationsConsumer(NpgsqlDataSource dataSource, HandoffMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<SettledOperation>
{
    public async Task Consume(IReadOnlyList<SettledOperation> items, CancellationToken ct)
    {
        // One row a handoff: an update that met the same row twice would take either at random.
        var last = items.GroupBy(item => item.Mark).Select(ends => ends.MaxBy(end => (end.Outcome == Outcomes.Written, end.At))!)
            .OrderBy(end => end.Mark, StringComparer.Ordinal).ToList();
        metrics.Made(await dataSource.End(last));
    }

    public DeadLettered Describe(SettledOperation item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, Stages.Handoff, "What became of a handoff's task could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };
}
