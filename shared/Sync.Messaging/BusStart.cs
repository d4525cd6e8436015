using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sync.Messaging;

/// <summary>
/// Ends a service whose consumers do not start though the broker answers. Seen once in some hundred starts of MassTransit 8.5: its start neither
/// ended nor failed, and could not be stopped either, while sending went on well. Started anew, the service comes up.
/// </summary>
internal sealed class BusStart(
    IBusControl bus, TopologyDeclaration topology, IHostApplicationLifetime lifetime, IOptions<MessagingOptions> options, TimeProvider time,
    ILogger<BusStart> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>What a service that gave up ends with; its supervisor starts it again whatever it is.</summary>
    public const int GaveUp = 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topology.Declared(stoppingToken);
        while (!await Starts(stoppingToken))
        {
            if (await Answers(stoppingToken))
            {
                logger.BusDoesNotStart(options.Value.StartSeconds, string.Join(", ", Missing()));
                Environment.ExitCode = GaveUp;
                lifetime.StopApplication();
                return;
            }
        }
    }

    /// <summary>False if the time is over.</summary>
    private async Task<bool> Starts(CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (bus.CheckHealth().Status == BusHealthStatus.Unhealthy)
        {
            if (time.GetElapsedTime(since) > TimeSpan.FromSeconds(options.Value.StartSeconds))
            {
                return false;
            }

            await Task.Delay(LookEvery, time, ct);
        }

        return true;
    }

    // A broker that went away meanwhile is waited for.
    private async Task<bool> Answers(CancellationToken ct)
    {
        try
        {
            await topology.Declare(ct);
            return true;
        }
        catch (Exception cause) when (!ct.IsCancellationRequested)
        {
            logger.BrokerAway(cause.Message);
            return false;
        }
    }

    private IEnumerable<string> Missing() => bus.CheckHealth().Endpoints
        .Where(endpoint => endpoint.Value.Status != BusHealthStatus.Healthy).Select(endpoint => $"{endpoint.Key} ({endpoint.Value.Description})");
}
