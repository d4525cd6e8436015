using System.Text.Json;
using Sync.Contracts;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Work;

namespace Sync.Writer.Reads;

/// <summary>Puts reads that have their end into the messages that tell the other stages. Pure.</summary>
internal static class ReadAnswers
{
    private const int LargestEnvelope = 100;

    public static IReadOnlyCollection<object> Of(IReadOnlyList<SettledRead> settled, DateTimeOffset now)
    {
        var messages = new List<object>();
        messages.AddRange(settled.Where(read => read.Outcome is Outcomes.Passed or Outcomes.Gone).Select(Record)
            .Chunk(LargestEnvelope).Select(some => new RecordsRead { Items = some }));
        messages.AddRange(settled.Where(read => read.Outcome is Outcomes.Merged or Outcomes.Echo).Select(read => Ended(read, now))
            .Chunk(LargestEnvelope).Select(some => new OutcomesReached { Items = some }));
        messages.AddRange(settled.Where(IsDeadLetter).Select(read => Letter(read, now)));
        return messages;
    }

    private static bool IsDeadLetter(SettledRead settled) => settled.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal);

    private static RecordRead Record(SettledRead settled) => new()
    {
        Key = settled.Read.Key,
        DeliveryId = settled.Read.DeliveryId,
        Connection = settled.Read.Connection,
        Kind = settled.Read.Kind,
        Module = settled.Read.Module,
        RecordId = settled.Read.RecordId,
        HintedAt = settled.Read.HintedAt,
        ReceivedAt = settled.Read.ReceivedAt,
        IsThere = settled.Outcome == Outcomes.Passed,
        Email = settled.Read.Email,
        ChangedAt = settled.Read.ChangedAt,
        Fields = settled.Read.Fields is { } fields ? WorkJson.Read(fields) : [],
        Seen = settled.Read.Seen is { } seen ? WorkJson.ReadSeen(seen) : null,
        Replay = settled.Read.Replay,
        Trace = settled.Read.Trace,
    };

    private static OutcomeReached Ended(SettledRead settled, DateTimeOffset now) => new()
    {
        Key = settled.Read.Key,
        DeliveryId = settled.Read.DeliveryId,
        Stage = Stages.Read,
        Outcome = settled.Outcome,
        Final = true,
        Detail = settled.Detail,
        Source = settled.Read.Connection,
        Email = EmailAddress.Normalise(settled.Read.Email),
        PersonId = settled.PersonId,
        Kind = settled.Read.Kind,
        Module = settled.Read.Module,
        RecordId = settled.Read.RecordId,
        ReceivedAt = settled.Read.ReceivedAt,
        At = now,
        Trace = settled.Read.Trace,
    };

    private static DeadLettered Letter(SettledRead settled, DateTimeOffset now) => new()
    {
        Key = settled.Read.Key,
        DeliveryId = settled.Read.DeliveryId,
        Stage = Stages.Read,
        Class = settled.Outcome[(Outcomes.DeadLettered.Length + 2)..],
        Reason = settled.Detail ?? "The source refused to give the record.",
        Connection = settled.Read.Connection,
        Item = JsonSerializer.Serialize(new { settled.Read.Kind, settled.Read.Module, settled.Read.RecordId }, OutboxJson.Options),
        At = now,
        Trace = settled.Read.Trace,
    };
}
