using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Sync.Storage;

internal sealed class StorageHealth(NpgsqlDataSource dataSource, StorageReadiness readiness) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsReady)
        {
            return HealthCheckResult.Unhealthy("The schema is not migrated yet.");
        }

        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException cause)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", cause);
        }
    }
}
