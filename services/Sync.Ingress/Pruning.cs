using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>Takes the payload from old deliveries and, much later, forgets their keys.</summary>
internal sealed class Pruning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<IngressOptions> options, TimeProvider time, ILogger<Pruning> logger)
    : Cleaning(readiness, time, logger)
{
    protected override async Task Clean(CancellationToken ct)
    {
        while (await dataSource.PrunePayloads(options.Value.PayloadDays) > 0 && !ct.IsCancellationRequested)
        {
        }

        await dataSource.ForgetKeys(options.Value.KeyDays);
    }
}
