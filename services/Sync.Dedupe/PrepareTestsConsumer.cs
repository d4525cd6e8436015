using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Says who has an address, as a play would hear of him; nobody is made and nothing is kept.</summary>
internal sealed class PrepareTestsConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, MessageSender sender, TimeProvider time)
    : IEnvelopeConsumer<TestPlay>
{
    public async Task Consume(IReadOnlyList<TestPlay> items, CancellationToken ct)
    {
        foreach (var test in items)
        {
            await sender.Send(await Prepare(test, ct), ct);
        }
    }

    public DeadLettered Describe(TestPlay item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, "test", $"The person whom the play '{item.Play}' was to be tried with could not be looked up", cause, time.GetUtcNow());

    private async Task<PlayTestPrepared> Prepare(TestPlay test, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (!(await tx.FindByEmails([test.Email])).TryGetValue(test.Email, out var id))
        {
            return new PlayTestPrepared { Id = test.Id, IsKnown = false, Seen = Seen(test, 0, new Dictionary<string, string?> { ["email"] = test.Email }, []) };
        }

        var person = (await tx.Lock([id]))[id];
        var links = (await tx.LinksOf([id]))[id].Where(link => !link.IsSuperseded);
        var records = links.Select(link => new PersonRecord(link.Connection, link.Module, link.RecordId));
        return new PlayTestPrepared { Id = test.Id, IsKnown = true, Seen = Seen(test, id, person.ReadState().Agreed(), [.. records]) };
    }

    private SeenSignal Seen(TestPlay test, long person, IReadOnlyDictionary<string, string?> fields, IReadOnlyList<PersonRecord> records)
    {
        var play = policy.Handoff.Find(test.Play);
        var trigger = play?.Triggers is [var first, ..] ? first : null;
        var now = time.GetUtcNow();
        return new SeenSignal
        {
            Signal = new PlaySignal { Key = $"{test.Id}", Play = test.Play, Kind = trigger?.Kind ?? "", Value = trigger?.Value ?? "" },
            DeliveryId = 0,
            Source = play?.Source ?? "",
            PersonId = person,
            Email = test.Email,
            Fields = fields,
            Records = records,
            OccurredAt = now,
            ReceivedAt = now,
        };
    }
}
