using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>Puts settled work into the messages that tell the other stages. Pure.</summary>
internal static class Answers
{
    /// <param name="isRepeated">It was settled some time ago and is told once more: what stands there now may be something else.</param>
    public static IReadOnlyCollection<object> Of(IReadOnlyList<SettledWork> settled, DateTimeOffset now, bool isRepeated = false)
    {
        var messages = new List<object>();
        var failed = settled.Where(IsDeadLetter).ToList();
        var done = settled.Where(work => !IsDeadLetter(work)).ToList();
        if (done.Count > 0)
        {
            messages.Add(new OutcomesReached { Items = [.. done.SelectMany(work => Facts(work, now))] });
        }

        if (done.Where(work => work is { Outcome: Deletion.Deleted, RecordId: not null }).ToList() is { Count: > 0 } lost)
        {
            messages.Add(new RecordsRead { Items = [.. lost.Select(work => Lost(work, now))] });
        }

        // What was merged into another write says nothing of its own: that one tells what is there.
        if (done.Where(work => work.RecordId is not null && work.Outcome is not (Outcomes.Merged or Deletion.Deleted)).ToList() is { Count: > 0 } known)
        {
            messages.Add(new WritesSettled { Items = [.. known.Select(work => Settled(work, isRepeated ? null : now))] });
        }

        messages.AddRange(failed.Select(work => Letter(work, now)));
        return messages;
    }

    private static bool IsDeadLetter(SettledWork settled) => settled.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal);

    private static IEnumerable<OutcomeReached> Facts(SettledWork settled, DateTimeOffset now)
    {
        var outcome = Outcome(settled, now);
        return settled.LeftOut.Select(field => outcome with
        {
            Key = $"{outcome.Key}!{field.Name}",
            Outcome = $"{Outcomes.LeftOut}: {field.Name}",
            Detail = field.Describe(),
            Final = false,
        }).Append(outcome);
    }

    private static OutcomeReached Outcome(SettledWork settled, DateTimeOffset now) => new()
    {
        Key = settled.Work.Key,
        DeliveryId = settled.Work.DeliveryId,
        Stage = Stages.Written,
        Outcome = settled.Outcome,
        Final = true,
        Detail = settled.Detail,
        Email = settled.Work.Email,
        PersonId = settled.Work.PersonId,
        Target = settled.Work.Connection,
        Module = settled.Module,
        RecordId = settled.RecordId,
        ReceivedAt = settled.Work.ReceivedAt,
        At = now,
        PolicyVersion = settled.Work.PolicyVersion,
        Trace = settled.Work.Trace,
    };

    /// <summary>The target did not tell of the deletion: the others hear of it as if the record had been read in vain.</summary>
    private static RecordRead Lost(SettledWork settled, DateTimeOffset now) => new()
    {
        Key = $"{settled.Work.Key}~gone",
        DeliveryId = settled.Work.DeliveryId,
        Connection = settled.Work.Connection,
        Kind = "record.gone",
        Module = settled.Module!,
        RecordId = settled.RecordId!,
        HintedAt = now,
        ReceivedAt = settled.Work.ReceivedAt,
        IsThere = false,
        Fields = new Dictionary<string, string?>(),
        Trace = settled.Work.Trace,
    };

    private static SettledWrite Settled(SettledWork settled, DateTimeOffset? knownAt) => new()
    {
        Key = settled.Work.Key,
        Target = settled.Work.Connection,
        PersonId = settled.Work.PersonId,
        Module = settled.Module!,
        RecordId = settled.RecordId!,
        Fields = WorkJson.Read(settled.Work.Fields),
        Refused = settled.LeftOut.Count == 0 ? null : settled.LeftOut.ToDictionary(field => field.Name, field => field.Value),
        KnownAt = knownAt,
        ChangedAt = settled.Work.ChangedAt,
    };

    private static DeadLettered Letter(SettledWork settled, DateTimeOffset now) => new()
    {
        Key = settled.Work.Key,
        DeliveryId = settled.Work.DeliveryId,
        Stage = Stages.Written,
        Class = settled.Outcome[(Outcomes.DeadLettered.Length + 2)..],
        Code = settled.Fault?.Code,
        Field = settled.Fault?.Field,
        Reason = settled.Detail ?? "The target refused the record.",
        Connection = settled.Work.Connection,
        Email = settled.Work.Email,
        Item = settled.Work.Fields,
        At = now,
        Trace = settled.Work.Trace,
    };
}
