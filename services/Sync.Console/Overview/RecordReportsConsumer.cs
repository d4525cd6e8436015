using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Overview;

/// <summary>Keeps the newest report of each instance.</summary>
internal sealed class RecordReportsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<StageReported>
{
    public async Task Consume(IReadOnlyList<StageReported> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        foreach (var report in items)
        {
            await connection.ExecuteAsync("""
                insert into report as held (service, instance, at, numbers, states) values (@Service, @Instance, @at, @numbers, @states)
                on conflict (service, instance) do update
                   set at = excluded.at, numbers = excluded.numbers, states = excluded.states
                 where held.at <= excluded.at
                """,
                new
                {
                    report.Service, report.Instance, at = report.At.UtcDateTime,
                    numbers = JsonSerializer.Serialize(report.Numbers), states = JsonSerializer.Serialize(report.States),
                });
        }

        await KeepSamples(items);
        // An instance that has been silent for a minute is gone: every start is an instance of its own.
        await connection.ExecuteAsync("delete from report where at < now() - interval '1 minute'");
    }

    private async Task KeepSamples(IReadOnlyList<StageReported> reports)
    {
        foreach (var report in reports.Where(report => report.Numbers.Count > 0))
        {
            await dataSource.KeepSamples(report.At, report.Numbers);
        }
    }

    public DeadLettered Describe(StageReported item, Exception cause) => DeadLetter.Of(
        item, $"{item.Service}/{item.Instance}", null, "report", "A report could not be kept", cause, time.GetUtcNow());
}
