using System.Collections.Concurrent;
using Sync.Connectors;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A target in memory that keeps a list of its calls, and fails when the test wants it to.</summary>
internal sealed class FakeTarget : ITarget
{
    private readonly HashSet<string> _underWay = [];

    public int LargestBatch { get; init; } = 100;

    /// <summary>How long a write call takes.</summary>
    public TimeSpan WriteTakes { get; init; }

    /// <summary>What a write call waits for.</summary>
    public Func<Task> BeforeWrite { get; init; } = () => Task.CompletedTask;

    /// <summary>Times that a person was in two write calls at once.</summary>
    public int Overlaps { get; private set; }

    public ConcurrentDictionary<string, FoundRecord> Records { get; } = new();

    public ConcurrentQueue<TargetCall> Calls { get; } = new();

    /// <summary>Asked before each look-up; a fault fails the call.</summary>
    public Func<TargetCall, VendorFault?> OnLookUp { get; set; } = _ => null;

    /// <summary>Asked before each write; a fault fails the whole call.</summary>
    public Func<TargetCall, VendorFault?> OnWrite { get; set; } = _ => null;

    /// <summary>Asked for each record of a write; a fault refuses it.</summary>
    public Func<TargetRecord, VendorFault?> OnRecord { get; set; } = _ => null;

    public IEnumerable<TargetCall> Writes => Calls.Where(call => call.Kind == "write");

    /// <summary>The target has a record already.</summary>
    public FoundRecord Holds(string module, string email, params (string Field, string? Value)[] fields)
    {
        var all = fields.Append(("Email", email)).ToDictionary(field => field.Item1, field => field.Item2);
        var record = new FoundRecord(module, $"{module[0]}{Some.Number()}", email, all);
        return Records[record.RecordId] = record;
    }

    /// <summary>Asked for each proof.</summary>
    public Func<VendorFault?> OnProof { get; set; } = () => null;

    public Task<VendorFault?> Prove(CancellationToken ct) => Task.FromResult(OnProof());

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        LookUp(new TargetCall("find", "", [.. emails], []), record => emails.Contains(record.Email));

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        LookUp(
            new TargetCall("read", module, [.. recordIds], []), record => record.Module == module && recordIds.Contains(record.RecordId));

    public async Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct)
    {
        var call = new TargetCall("write", module, [.. records.Select(record => record.RecordId ?? record.Email)], records);
        Calls.Enqueue(call);
        Enter(records);
        await Task.WhenAll(Task.Delay(WriteTakes, ct), BeforeWrite());
        Leave(records);
        return OnWrite(call) is { } fault
            ? CallResult<IReadOnlyList<WriteOutcome>>.Failed(fault)
            : CallResult<IReadOnlyList<WriteOutcome>>.Ok([.. records.Select(record => Keep(module, record))]);
    }

    private async Task<CallResult<IReadOnlyList<FoundRecord>>> LookUp(TargetCall call, Func<FoundRecord, bool> isMeant)
    {
        Calls.Enqueue(call);
        await Task.Yield();
        return OnLookUp(call) is { } fault
            ? CallResult<IReadOnlyList<FoundRecord>>.Failed(fault)
            : CallResult<IReadOnlyList<FoundRecord>>.Ok(
                [.. Records.Values.Where(isMeant).OrderBy(record => record.Module, StringComparer.Ordinal)]);
    }

    private void Enter(IEnumerable<TargetRecord> records)
    {
        lock (_underWay)
        {
            Overlaps += records.Count(record => !_underWay.Add(record.Email));
        }
    }

    private void Leave(IEnumerable<TargetRecord> records)
    {
        lock (_underWay)
        {
            _underWay.ExceptWith(records.Select(record => record.Email));
        }
    }

    private WriteOutcome Keep(string module, TargetRecord record)
    {
        if (OnRecord(record) is { } fault)
        {
            return new WriteOutcome.Refused(fault);
        }

        var id = record.RecordId ?? $"{module[0]}{Some.Number()}";
        var before = Records.TryGetValue(id, out var held) ? held.Fields : new Dictionary<string, string?>();
        var after = before.Concat(record.Fields).GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        Records[id] = new FoundRecord(module, id, record.Email, after);
        return new WriteOutcome.Written(id, record.RecordId is null);
    }
}

/// <summary>One call that a target got.</summary>
/// <param name="Names">Ids or addresses of the records in it.</param>
internal sealed record TargetCall(string Kind, string Module, IReadOnlyList<string> Names, IReadOnlyList<TargetRecord> Records);
