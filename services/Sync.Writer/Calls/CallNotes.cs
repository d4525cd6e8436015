using Sync.Contracts;
using Sync.Writer.Lanes;
using Sync.Writer.Reads;

namespace Sync.Writer.Calls;

/// <summary>Puts what a batch did into words for the console. Pure.</summary>
internal static class CallNotes
{
    /// <summary>Null if nothing was asked of the vendor.</summary>
    public static CallsMade? Of(string connection, IReadOnlyList<HttpExchange> calls, Progress progress) =>
        Message(connection, CallMade.Write, calls, [.. progress.Results.Where(result => result is not UnitResult.Overtaken)
            .Select(result => Record(result, progress.Traces.GetValueOrDefault(result.Unit.Newest.Id)))]);

    /// <summary>The same for reads.</summary>
    public static CallsMade? Of(string connection, IReadOnlyList<HttpExchange> calls, IReadOnlyList<SettledRead> settled) =>
        Message(connection, CallMade.Read, calls, [.. settled.GroupBy(each => (each.Read.Module, each.Read.RecordId)).Select(Record)]);

    /// <summary>Write calls that were cut off: nobody knows whether the vendor did them.</summary>
    public static CallsMade? Of(string connection, IReadOnlyList<CutOffAttempt> attempts) => attempts.Count == 0 ? null : new()
    {
        Items =
        [
            .. attempts.Select(attempt => new CallMade
            {
                Id = Guid.CreateVersion7(), Connection = connection, Purpose = CallMade.Write, At = attempt.StartedAt, Calls = [],
                Records =
                [
                    new CalledRecord
                    {
                        Deliveries = [.. attempt.Deliveries.Distinct()], Module = attempt.Module,
                        Outcome = "unknown: cut off; it is looked up before anything is sent again",
                    },
                ],
            }),
        ],
    };

    private static CallsMade? Message(string connection, string purpose, IReadOnlyList<HttpExchange> calls, IReadOnlyList<CalledRecord> records) =>
        calls.Count == 0 || records.Count == 0 ? null : new()
        {
            Items =
            [
                new CallMade
                {
                    Id = Guid.CreateVersion7(), Connection = connection, Purpose = purpose, At = calls.Min(call => call.At), Calls = calls,
                    Records = records,
                },
            ],
        };

    private static CalledRecord Record(UnitResult result, RecordTrace? trace) => new()
    {
        Deliveries = [.. result.Unit.Works.Select(work => work.DeliveryId).Distinct()],
        PersonId = result.Unit.Newest.PersonId,
        Module = result is UnitResult.Done { Module: var module } ? module : result.Unit.Module,
        RecordId = result is UnitResult.Done { RecordId: var record } ? record : result.Unit.RecordId,
        Outcome = result switch
        {
            UnitResult.Done done => done.Outcome,
            UnitResult.Refused refused => $"{Outcomes.DeadLettered}: {refused.Fault.Class} ({refused.Fault.Code})",
            UnitResult.Again again => $"{Outcomes.Waiting}: {again.Fault.Class} ({again.Fault.Code})",
            _ => throw new InvalidOperationException("A result that cannot be told."),
        },
        Before = trace?.Before,
        Sent = trace?.Sent,
        PolicyVersion = result.Unit.Newest.PolicyVersion,
    };

    private static CalledRecord Record(IGrouping<(string Module, string RecordId), SettledRead> reads) => new()
    {
        Deliveries = [.. reads.Select(each => each.Read.DeliveryId).Distinct()],
        PersonId = reads.Select(each => each.PersonId).FirstOrDefault(id => id is not null),
        Module = reads.Key.Module,
        RecordId = reads.Key.RecordId,
        Outcome = reads.Select(each => each.Outcome).FirstOrDefault(outcome => outcome != Outcomes.Merged) ?? Outcomes.Merged,
    };
}
