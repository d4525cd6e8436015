using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;

namespace Sync.Handoff;

/// <summary>Judges as if a play heard of a person now, tells what would be made, and keeps nothing of it.</summary>
internal sealed class TestPlaysConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, MessageSender sender, TimeProvider time)
    : IEnvelopeConsumer<PlayTestPrepared>
{
    public async Task Consume(IReadOnlyList<PlayTestPrepared> items, CancellationToken ct)
    {
        foreach (var test in items)
        {
            await sender.Send(await Try(test, ct), ct);
        }
    }

    public DeadLettered Describe(PlayTestPrepared item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, "test", $"The play '{item.Seen.Signal.Play}' could not be tried", cause, time.GetUtcNow());

    private async Task<PlayTested> Try(PlayTestPrepared test, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        // Rolled back: nobody's turn is used up.
        await using var tx = await connection.BeginTransactionAsync(ct);
        var earlier = await tx.HandoffsOf([test.Seen.PersonId], [test.Seen.Email]);
        var rules = policy.Handoff.Find(test.Seen.Signal.Play)?.Assign ?? [];
        var rotations = await tx.LockRotations([.. rules.Select(rule => rule.Rotation).Distinct().Order(StringComparer.Ordinal)]);
        return PlayTesting.Of(policy, test, earlier, rotations, time.GetUtcNow());
    }
}
