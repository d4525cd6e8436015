using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Messaging;
using Sync.Policy;
using Sync.Writer.Checkups;
using Sync.Writer.Deals;
using Sync.Writer.Imports;
using Sync.Writer.Lanes;
using Sync.Writer.Operations;
using Sync.Writer.Pauses;
using Sync.Writer.Reads;
using Sync.Writer.Registrations;
using Sync.Writer.Trials;
using Sync.Writer.Work;

namespace Sync.Writer.Vendors;

/// <summary>Opens a connection for the time of a lease: client, limits and lane belong together and end together.</summary>
internal sealed class LaneFactory(
    SyncPolicy policy, PublicAddress address, ITokenStore tokens, NpgsqlDataSource dataSource, WorkSignal signal, OutboxDispatcher outbox,
    WriterMetrics metrics, SpendingLedger ledger, IOptions<WriterOptions> options, TimeProvider time, ILoggerFactory loggers)
{
    public OpenedLane Open(ConnectionPolicy connection, LaneLease lease)
    {
        var pacing = new CallPacing(connection.Limits.CallsPerSecond, time);
        var http = new HttpClient(new VendorCallHandler(connection, pacing, lease, metrics, ledger.Of(connection.Name), time, Sockets()), disposeHandler: true)
        {
            // Connectors bound each call themselves, so that they can tell a time-out from a shutdown.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var vendor = KnownConnectors.All[connection.Vendor].Open(
            new ConnectionSettings(connection.Name, connection.Vendor, connection.Settings), http, tokens);
        var pause = new LanePause(time, TimeSpan.FromSeconds(options.Value.LongestPauseSeconds));
        var underWrite = new RecordsUnderWrite();
        var notes = new FencedNote(connection.Name, dataSource, time);
        var told = new ToldRecords(connection.Name, policy);
        var modules = new ModulePauses(time, TimeSpan.FromSeconds(options.Value.LongestPauseSeconds));
        var suspects = new Suspects<long>(time, options.Value.TriesPerRecord * 2);
        var batchNotes = new BatchNotes(connection.Name, notes, outbox, told, metrics, options, time);
        var batch = new LaneBatch(
            connection, vendor.Target, policy, pause, modules, suspects, dataSource, batchNotes, time, loggers.CreateLogger<LaneBatch>());
        var registration = Registration(connection, vendor, pause);
        var pauses = new OperatorPauses(connection, policy, dataSource, time);
        var holds = vendor.Import is null ? null : new ImportHolds(connection.Name, dataSource, underWrite, time);
        var writes = new LaneWrites(
            connection.Name, vendor.Target, batch, pause, modules, pauses, ledger.Of(connection.Name), suspects, underWrite, dataSource, options, time, holds);
        var imports = vendor.Import is { } import ? Imports(connection, import, vendor.Target, pause, modules, pauses, suspects, writes, holds!, new ImportNotes(connection.Name, notes, batchNotes)) : null;
        var lane = new Lane(
            connection, vendor.Target, writes, OpenReads(connection.Name, vendor.Source, pause, pauses, told, underWrite, notes), pause, pauses, ledger.Of(connection.Name),
            [.. Errands(connection, vendor, registration, pause, pauses, notes), .. imports is null ? Array.Empty<IErrand>() : [imports]], signal, time, loggers.CreateLogger<Lane>(),
            new LaneOperations(
                connection.Name, vendor.Target.LargestBatch, new OperationBatch(
                    connection.Name, vendor, pause, dataSource, notes, outbox, new ConsentLook(connection.Name, vendor.Target, policy, dataSource),
                    options.Value.TriesPerRecord * 2, time),
                pause, pauses, ledger.Of(connection.Name), dataSource, time));
        return new OpenedLane(lane, registration, pacing, http);
    }

    private RegistrationLook Registration(ConnectionPolicy connection, VendorConnection vendor, LanePause pause)
    {
        var logger = loggers.CreateLogger<RegistrationErrand>();
        var look = RegistrationLook.Of(connection, policy, address, desired => new RegistrationErrand(
            connection, vendor.Registration, desired, pause, TimeSpan.FromSeconds(options.Value.LookAtWebhooksSeconds), time, logger));
        if (look.Obstacle is { } obstacle)
        {
            logger.NobodyRegisters(connection.Name, obstacle);
        }

        return look;
    }

    private IReadOnlyList<IErrand> Errands(
        ConnectionPolicy connection, VendorConnection vendor, RegistrationLook registration, LanePause pause, OperatorPauses pauses, FencedNote notes)
    {
        var checkups = new CheckupErrand(
            connection, vendor, policy, registration, pause, dataSource, notes, outbox, time, loggers.CreateLogger<CheckupErrand>());
        var trials = new TrialErrand(connection, vendor, dataSource, notes, outbox, time, loggers.CreateLogger<TrialErrand>());
        // What a person waits for comes first.
        return [checkups, trials, .. new IErrand?[] { registration.Errand, Deals(connection, vendor, pause, pauses, notes) }.OfType<IErrand>()];
    }

    private DealErrand? Deals(ConnectionPolicy connection, VendorConnection vendor, LanePause pause, OperatorPauses pauses, FencedNote notes) =>
        vendor.Deals is not { } deals || !policy.Handoff.NeedsDeals(connection.Name) ? null : new DealErrand(
            connection, deals, policy.Handoff.Deals, pause, pauses, dataSource, notes, outbox, TimeSpan.FromSeconds(options.Value.LookAtDealsSeconds),
            time, loggers.CreateLogger<DealErrand>());

    private ImportErrand Imports(
        ConnectionPolicy connection, IBulkImport vendor, ITarget target, LanePause pause, ModulePauses modules, OperatorPauses pauses, Suspects<long> suspects,
        LaneWrites writes, ImportHolds holds, ImportNotes notes)
    {
        var pace = new ImportPace(vendor.CallsPerMinute, time);
        return new ImportErrand(
            connection, vendor, policy, pause, modules, pauses, ledger.Of(connection.Name), suspects, writes, holds, pace,
            new ImportSending(connection.Name, vendor, policy, pause, pace, holds, notes, dataSource, time),
            new ImportLook(connection.Name, vendor, target, policy, pause, pace, holds, notes, dataSource, options, time), dataSource, time);
    }

    private LaneReads OpenReads(
        string connection, ISource source, LanePause pause, OperatorPauses pauses, ToldRecords told, RecordsUnderWrite underWrite, FencedNote notes)
    {
        var modules = new ModulePauses(time, TimeSpan.FromSeconds(options.Value.LongestPauseSeconds));
        var suspects = new Suspects<string>(time, options.Value.TriesPerRecord * 2);
        var batch = new ReadBatch(
            connection, new Reading(connection, source, policy), pause, modules, suspects, told, underWrite, notes, outbox, metrics, options, time,
            loggers.CreateLogger<ReadBatch>());
        return new LaneReads(connection, source, batch, pause, modules, pauses, ledger.Of(connection), suspects, underWrite, dataSource, options, time);
    }

    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
}

/// <summary>A lane with the client that it calls with.</summary>
internal sealed record OpenedLane(Lane Lane, RegistrationLook Registration, CallPacing Pacing, HttpClient Http) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Lane.Dispose();
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
