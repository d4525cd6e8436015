using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Writer.Work;

/// <summary>Forgets settled work after its time, so that it never weighs on the lanes.</summary>
internal sealed class SettledWorkCleaning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<WriterOptions> options, TimeProvider time, ILogger<SettledWorkCleaning> logger)
    : Cleaning(readiness, time, logger)
{
    private readonly IReadOnlyList<Forgetting> _tables =
    [
        new("pending_work", "settled_at"), new("pending_read", "settled_at"), new("pending_operation", "settled_at"), new("attempt", "finished_at"),
        new("bulk_import", "ended_at"),
    ];

    protected override async Task Clean(CancellationToken ct)
    {
        foreach (var table in _tables)
        {
            await table.Run(dataSource, options.Value.KeepSettledDays, ct);
        }
    }
}
