using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sync.Writer.Lanes;

/// <summary>
/// Ready when each lane is somebody else's or has tried to register its webhooks: whoever waited for readiness can count on them.
/// A vendor that does not answer keeps nobody waiting for long.
/// </summary>
internal sealed class LanesHealth(LaneHost lanes) : IHealthCheck
{
    private bool _wasReady;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Only at the start: a lane that is taken over later changes nothing about what this process can do.
        _wasReady = _wasReady || lanes.HaveBegun;
        return Task.FromResult(_wasReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Lanes are being taken."));
    }
}
