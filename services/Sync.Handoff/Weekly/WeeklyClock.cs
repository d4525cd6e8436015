using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff.Weekly;

/// <summary>Asks for the notes of weeks that are over. Several instances share the rows.</summary>
internal sealed class WeeklyClock(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time, ILogger<WeeklyClock> logger)
    : Clock(readiness, TimeSpan.FromSeconds(30), time, logger)
{
    private const int Most = 100;
    private const string NoRecord = $"{Outcomes.Filtered}: no-record";

    internal override async Task<bool> Tick(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var notes = await tx.TakeNotes(now, Most);
        if (notes.Count > 0)
        {
            await Ask(tx, notes, now);
        }

        await tx.CommitAsync(ct);
        if (notes.Count > 0)
        {
            outbox.Wake();
        }

        return notes.Count == Most;
    }

    private async Task Ask(NpgsqlTransaction tx, IReadOnlyList<WeeklyNoteRow> notes, DateTimeOffset now)
    {
        var events = await tx.EventsOf(notes);
        var known = notes.ToLookup(note => note.RecordId is not null);
        if (known[true].Any())
        {
            await tx.Enqueue(new OperationsRequested { Items = [.. known[true].Select(note => note.Request(policy, events[note.Id], now))] });
        }

        // Who is in marketing alone has nothing that sales would read it on.
        await tx.EndNotes(known[false], now, NoRecord, "The CRM has no record of the person.");
    }
}
