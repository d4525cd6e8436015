using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Messaging;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Vendors;

/// <summary>Opens a connection for the time of a lease: client, limits and lane belong together and end together.</summary>
internal sealed class TargetFactory(
    SyncPolicy policy, ITokenStore tokens, NpgsqlDataSource dataSource, WorkSignal signal, OutboxDispatcher outbox, WriterMetrics metrics,
    IOptions<WriterOptions> options, TimeProvider time, ILoggerFactory loggers)
{
    public OpenedTarget Open(ConnectionPolicy connection, LaneLease lease)
    {
        var pacing = new CallPacing(connection.Limits.CallsPerSecond, time);
        var http = new HttpClient(new VendorCallHandler(connection, pacing, lease, metrics, Sockets()), disposeHandler: true)
        {
            // Connectors bound each call themselves, so that they can tell a time-out from a shutdown.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var target = KnownConnectors.All[connection.Vendor].OpenTarget(
            new ConnectionSettings(connection.Name, connection.Vendor, connection.Settings), http, tokens);
        var pause = new LanePause(time, TimeSpan.FromSeconds(options.Value.LongestPauseSeconds));
        var batch = new LaneBatch(
            connection, target, policy, pause, dataSource, outbox, metrics, options, time, loggers.CreateLogger<LaneBatch>());
        var lane = new Lane(connection, target, batch, pause, dataSource, signal, options, time, loggers.CreateLogger<Lane>());
        return new OpenedTarget(lane, http);
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
internal sealed record OpenedTarget(Lane Lane, HttpClient Http) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Lane.Dispose();
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
