using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Forgets made-up persons whose way through the systems was followed. May be done again and again.</summary>
internal sealed class ForgetTrialsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<TrialEnded>
{
    public async Task Consume(IReadOnlyList<TrialEnded> items, CancellationToken ct)
    {
        // Nobody else is forgotten, whatever a message says.
        var emails = items.SelectMany(item => item.Emails).Where(TrialAddress.Is).Distinct().ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.ForgetPersons(emails);
        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(TrialEnded item, Exception cause) => DeadLetter.Of(
        item, string.Join(',', item.Emails), null, Stages.Matched, "A made-up person could not be forgotten", cause, time.GetUtcNow());
}
