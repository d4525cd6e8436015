using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sync.Messaging;

internal sealed class BrokerHealth(IBusControl bus, WarmUp warmUp) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        return Task.FromResult(health.Status == BusHealthStatus.Healthy && warmUp.IsDone
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"RabbitMQ: {health.Description}; consumers ready: {warmUp.IsDone}."));
    }
}
