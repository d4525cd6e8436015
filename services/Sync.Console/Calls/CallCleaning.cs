using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Console.Calls;

/// <summary>Forgets what was asked of vendors after its time: what was sent is personal data.</summary>
internal sealed class CallCleaning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<ConsoleOptions> options, TimeProvider time, ILogger<CallCleaning> logger)
    : Cleaning(readiness, time, logger)
{
    protected override Task Clean(CancellationToken ct) => dataSource.ForgetCalls(options.Value.KeepCallsDays);
}
