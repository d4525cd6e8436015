using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>What has become of a batch of reads so far. What has no end in it is simply read again.</summary>
internal sealed class ReadProgress
{
    public List<SettledRead> Settled { get; } = [];

    /// <summary>Reads that failed for a reason of ours: each such failure counts as a try.</summary>
    public List<PendingRead> Again { get; } = [];

    /// <summary>A fault that concerns the whole connection, or one module of it, if one was met.</summary>
    public VendorFault? Fault { get; private set; }

    public void Read(ReadUnit unit, SourceRecord record)
    {
        var latest = unit.Latest;
        Settled.Add(new SettledRead(
            latest with { Email = record.Email, ChangedAt = record.ChangedAt, Fields = WorkJson.Write(record.Fields) }, Outcomes.Passed));
        Settled.AddRange(unit.Hints.Where(hint => hint.Id != latest.Id).Select(hint => new SettledRead(
            hint with { Email = record.Email }, Outcomes.Merged, $"one read did for it and for delivery {latest.DeliveryId}")));
    }

    /// <summary>The source does not know the record any more.</summary>
    public void Gone(ReadUnit unit) => Settled.AddRange(unit.Hints.Select(hint => new SettledRead(hint, Outcomes.Gone)));

    public void Refused(ReadUnit unit, VendorFault fault) => Settled.AddRange(unit.Hints.Select(hint =>
        new SettledRead(hint, $"{Outcomes.DeadLettered}: {fault.Class}", $"{fault.Code}: {fault.Message}")));

    /// <summary>It was the record all along: it fails, and the connection is in order.</summary>
    public void GiveUp(ReadUnit unit, VendorFault fault)
    {
        Fault = null;
        Refused(unit, fault);
    }

    /// <summary>No record is to blame.</summary>
    public void Stopped(VendorFault fault) => Fault = fault;

    /// <summary>A fault of ours in the middle of it: whatever has no end yet is tried again, a few times.</summary>
    public void Unexplained(IEnumerable<ReadUnit> units, Exception cause, int tries)
    {
        var fault = new VendorFault(FailureClasses.Internal, cause.GetType().Name, cause.Message);
        var ended = Settled.Select(read => read.Read.Id).ToHashSet();
        foreach (var unit in units.Where(unit => !ended.Contains(unit.Latest.Id)))
        {
            if (unit.Tries + 1 >= tries)
            {
                Refused(unit, fault);
            }
            else
            {
                Again.AddRange(unit.Hints);
            }
        }

        Stopped(fault);
    }
}
