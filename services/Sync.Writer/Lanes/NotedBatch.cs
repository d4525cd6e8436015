using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>A batch's results as rows: which work is settled, and how, and which is put back. Pure.</summary>
internal sealed record NotedBatch(IReadOnlyList<SettledWork> Settled, IReadOnlyList<PutBackWork> PutBack)
{
    public static NotedBatch From(Progress progress, WriterOptions options)
    {
        var settled = new List<SettledWork>();
        var putBack = new List<PutBackWork>();
        foreach (var result in progress.Results)
        {
            switch (result)
            {
                case UnitResult.Done done:
                    settled.AddRange(Settle(done));
                    break;
                case UnitResult.Overtaken overtaken:
                    settled.AddRange(overtaken.Unit.Works.Select(work => new SettledWork(
                        work, Outcomes.Merged, "overtaken: a later change of the same person was written first", null, null)));
                    break;
                case UnitResult.Refused refused:
                    settled.AddRange(DeadLetter(refused.Unit, refused.Fault));
                    break;
                case UnitResult.Again again when again.CountsAsTry && again.Unit.Tries + 1 >= options.TriesPerRecord:
                    settled.AddRange(DeadLetter(again.Unit, again.Fault));
                    break;
                case UnitResult.Again again:
                    putBack.AddRange(again.Unit.Works.Select(work => PutBackWork(again, work)));
                    break;
                default:
                    throw new InvalidOperationException("A result that cannot be noted.");
            }
        }

        return new NotedBatch(settled, putBack);
    }

    // The newest one stands for the write, and so for all that is there now.
    private static IEnumerable<SettledWork> Settle(UnitResult.Done done) => done.Unit.Works.Select(work => work == done.Unit.Newest
        ? new SettledWork(work with { Fields = Coalescing.Fields(done.Unit.Works) }, done.Outcome,
            Detail(done), done.Module, done.RecordId) { LeftOut = done.Unit.LeftOut, IsAll = done.IsAll }
        : new SettledWork(work, Outcomes.Merged, $"into the write of delivery {done.Unit.Newest.DeliveryId}", done.Module, done.RecordId));

    private static string? Detail(UnitResult.Done done) => done.Unit.LeftOut.Count == 0
        ? done.Detail : $"{done.Detail}; {string.Join("; ", done.Unit.LeftOut.Select(field => field.Describe()))}";

    private static IEnumerable<SettledWork> DeadLetter(WriteUnit unit, VendorFault fault) => unit.Works.Select(work => new SettledWork(
        work, $"{Outcomes.DeadLettered}: {fault.Class}", Reason(fault), unit.Module, unit.RecordId, fault));

    private static string Reason(VendorFault fault) =>
        fault.Field is null ? $"{fault.Code}: {fault.Message}" : $"{fault.Code} in {fault.Field}: {fault.Message}";

    // Whoever holds a record, be it a person or the vendor's own work, mostly lets go of it within a minute.
    private static readonly double[] SecondsUntilFree = [0.2, 2, 10, 60];

    // A record that was just elsewhere is looked for a moment later, so that a vendor in the middle of a change is not hammered.
    private static PutBackWork PutBackWork(UnitResult.Again again, PendingWork work) => new(
        work, again.Unit.Module, again.Unit.RecordId, again.Verify, again.CountsAsTry,
        again.Wait ?? (again.CountsAsTry ? WaitAfter(again.Fault, again.Unit.Tries) : TimeSpan.Zero));

    private static TimeSpan WaitAfter(VendorFault fault, int tries) => fault.Class == FailureClasses.Conflict
        ? TimeSpan.FromSeconds(SecondsUntilFree[Math.Min(tries, SecondsUntilFree.Length - 1)])
        : TimeSpan.FromMilliseconds(200 * (tries + 1));
}
