using Npgsql;
using Sync.Storage;

namespace Sync.Console.Traffic;

/// <summary>Forgets how much went which way once it says nothing of what is usual any more.</summary>
internal sealed class TrafficCleaning(NpgsqlDataSource dataSource, StorageReadiness readiness, TimeProvider time, ILogger<TrafficCleaning> logger)
    : Cleaning(readiness, time, logger)
{
    protected override Task Clean(CancellationToken ct) => dataSource.ForgetTraffic(UsualTraffic.RememberedDays);
}
