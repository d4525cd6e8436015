using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;
using Sync.Writer.Operations;
using Sync.Writer.Reads;

namespace Sync.Writer.Work;

/// <summary>Forgets settled work after its time, so that it never weighs on the lanes.</summary>
internal sealed class SettledWorkCleaning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<WriterOptions> options, TimeProvider time, ILogger<SettledWorkCleaning> logger)
    : Cleaning(readiness, time, logger)
{
    protected override async Task Clean(CancellationToken ct)
    {
        await dataSource.Forget(options.Value.KeepSettledDays);
        await dataSource.ForgetReads(options.Value.KeepSettledDays);
        await dataSource.ForgetOperations(options.Value.KeepSettledDays);
    }
}
