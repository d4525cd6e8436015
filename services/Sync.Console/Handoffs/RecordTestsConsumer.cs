using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Handoffs;

/// <summary>Keeps what plays would have done.</summary>
internal sealed class RecordTestsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<PlayTested>
{
    public async Task Consume(IReadOnlyList<PlayTested> items, CancellationToken ct)
    {
        foreach (var tested in items)
        {
            await dataSource.End(tested);
        }
    }

    public DeadLettered Describe(PlayTested item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, "test", "What a play would have done could not be kept", cause, time.GetUtcNow());
}
