using System.Collections.Concurrent;
using Sync.Connectors;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A source in memory that keeps a list of its calls, and fails when the test wants it to.</summary>
internal sealed class FakeSource : ISource
{
    public int LargestRead { get; init; } = 100;

    public bool ListsDeletions => false;

    /// <summary>What a call waits for.</summary>
    public Func<Task> BeforeRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Asked before each answer; a fault fails the call.</summary>
    public Func<TargetCall, VendorFault?> OnRead { get; set; } = _ => null;

    public ConcurrentDictionary<string, SourceRecord> Records { get; } = new();

    public ConcurrentQueue<TargetCall> Calls { get; } = new();

    /// <summary>The source has a record.</summary>
    public SourceRecord Holds(string id, string module = "Leads", params (string Field, string? Value)[] fields) =>
        Records[id] = new SourceRecord
        {
            Kind = "read", Module = module, RecordId = id, Email = Some.Email(), ChangedAt = Some.Moment,
            Fields = fields.ToDictionary(field => field.Field, field => field.Value),
        };

    public async Task<CallResult<IReadOnlyList<SourceRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string>? fields, CancellationToken ct)
    {
        var call = new TargetCall("read", module, [.. recordIds], []);
        Calls.Enqueue(call);
        var held = recordIds.Where(Records.ContainsKey).Select(id => Records[id]).ToList();
        await BeforeRead();
        return OnRead(call) is { } fault
            ? CallResult<IReadOnlyList<SourceRecord>>.Failed(fault)
            : CallResult<IReadOnlyList<SourceRecord>>.Ok(held);
    }

    public Task<CallResult<SourcePage>> Page(SourceQuery query, string? cursor, CancellationToken ct) => throw new NotSupportedException();

    public Task<CallResult<IReadOnlyList<string>>> Gone(string module, IReadOnlyCollection<string> knownIds, CancellationToken ct) =>
        throw new NotSupportedException();
}
