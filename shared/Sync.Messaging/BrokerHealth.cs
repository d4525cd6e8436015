using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sync.Messaging;

internal sealed class BrokerHealth(IBusControl bus, TopologyDeclaration topology) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        return Task.FromResult(health.Status == BusHealthStatus.Healthy && topology.IsDeclared
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"RabbitMQ: {health.Description}; queues declared: {topology.IsDeclared}."));
    }
}
