using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;
using Sync.Writer.Reads;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

/// <summary>One connection's lane with everything that belongs to it, on a target in memory.</summary>
internal sealed class LaneSet : IAsyncDisposable
{
    private readonly WriterHost _host;
    private readonly ConnectionPolicy _connection;
    private readonly IOptions<WriterOptions> _options;

    private LaneSet(
        WriterHost host, string connection, FakeTarget target, FakeSource source, WriterOptions options, long epoch, ConnectionLimits limits)
    {
        _host = host;
        Target = target;
        Source = source;
        _options = Options.Create(options);
        _connection = host.Policy.Connections["sales"] with { Name = connection, Limits = limits };
        Lease = new LaneLease(host.Source, connection, epoch, options.LeaseSeconds, TimeProvider.System);
        Pause = new LanePause(TimeProvider.System, TimeSpan.FromSeconds(options.LongestPauseSeconds));
        Modules = new ModulePauses(TimeProvider.System, TimeSpan.FromSeconds(options.LongestPauseSeconds));
        WriteModules = new ModulePauses(TimeProvider.System, TimeSpan.FromSeconds(options.LongestPauseSeconds));
        Suspects = new Suspects<long>(TimeProvider.System, options.TriesPerRecord * 2);
        var readSuspects = new Suspects<string>(TimeProvider.System, options.TriesPerRecord * 2);
        Told = new ToldRecords("sales", host.Policy);
        var pauses = new OperatorPauses(_connection, host.Policy, host.Source, TimeProvider.System);
        var notes = new FencedNote(connection, host.Source, TimeProvider.System);
        Batch = new LaneBatch(
            _connection, target, host.Policy, Pause, WriteModules, Suspects, host.Source,
            new BatchNotes(connection, notes, host.Get<OutboxDispatcher>(), Told, host.Get<WriterMetrics>(), _options, TimeProvider.System),
            TimeProvider.System, NullLogger<LaneBatch>.Instance);
        var batch = new ReadBatch(
            connection, new Reading("sales", source, host.Policy), Pause, Modules, readSuspects, Told, UnderWrite, notes, host.Get<OutboxDispatcher>(),
            host.Get<WriterMetrics>(), _options, TimeProvider.System, NullLogger<ReadBatch>.Instance);
        Reads = new LaneReads(connection, source, batch, Pause, Modules, pauses, Spending, readSuspects, UnderWrite, host.Source, _options, TimeProvider.System);
        var writes = new LaneWrites(
            connection, target, Batch, Pause, WriteModules, pauses, Spending, Suspects, UnderWrite, host.Source, _options, TimeProvider.System);
        Lane = new Lane(
            _connection, target, writes, Reads, Pause, pauses, Spending, [], host.Get<WorkSignal>(), TimeProvider.System, NullLogger<Lane>.Instance);
    }

    public FakeTarget Target { get; }

    public FakeSource Source { get; }

    public LaneLease Lease { get; }

    public LanePause Pause { get; }

    public Spending Spending { get; } = new(1_000);

    public ModulePauses Modules { get; }

    public ModulePauses WriteModules { get; }

    public Suspects<long> Suspects { get; }

    public ToldRecords Told { get; }

    public RecordsUnderWrite UnderWrite { get; } = new();

    public LaneBatch Batch { get; }

    public LaneReads Reads { get; }

    public Lane Lane { get; }

    /// <summary>Takes the lane of a connection.</summary>
    public static async Task<LaneSet> Take(
        WriterHost host, string connection, FakeTarget? target = null, WriterOptions? options = null, int concurrency = 2,
        FakeSource? source = null, int? createsPerDay = null)
    {
        options ??= new WriterOptions { LeaseSeconds = 30 };
        var epoch = await host.Source.Acquire(connection, Guid.NewGuid(), options.LeaseSeconds)
            ?? throw new InvalidOperationException("The lane is held.");
        return new LaneSet(host, connection, target ?? new FakeTarget(), source ?? new FakeSource(), options, epoch,
            new ConnectionLimits(50, concurrency) { CreatesPerDay = createsPerDay });
    }

    /// <summary>Takes requests in and works off all that is due as one batch.</summary>
    public async Task Run(params WriteRequest[] requests)
    {
        await _host.Accept(requests);
        await RunDue();
    }

    /// <summary>Works off all that is due, or soon will be, as one batch.</summary>
    public async Task RunDue()
    {
        await _host.Database.Execute(
            "update writer.pending_work set due_at = now() where settled_at is null and connection = @Name", new { _connection.Name });
        await Batch.Run(Coalescing.Merge(await _host.Source.Due(_connection.Name, [], 200), Target.LargestBatch), Lease);
    }

    /// <summary>Takes read requests in and works off all that is due as one batch.</summary>
    public async Task Read(params ReadRequest[] requests)
    {
        await _host.Accept(requests);
        await ReadDue();
    }

    /// <summary>Reads what is due, or soon will be, as one batch.</summary>
    public async Task ReadDue()
    {
        await _host.Database.Execute(
            "update writer.pending_read set due_at = now() where settled_at is null and connection = @Name", new { _connection.Name });
        Reads.Hear(News.Reads);
        if (await Reads.Take() is { Count: > 0 } due)
        {
            await Reads.Run(due, Lease);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Lane.Dispose();
        await Lease.DisposeAsync();
    }

    public static VendorFault Fault(string failureClass, string code = "CODE") => new(failureClass, code, "The vendor's words.");
}
