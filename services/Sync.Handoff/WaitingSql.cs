using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Statements on signals that wait for the CRM to say something of the person.</summary>
internal static class WaitingSql
{
    /// <summary>Which of these signals still wait.</summary>
    public static async Task<List<SeenSignal>> Waiting(this NpgsqlTransaction tx, string[] keys) =>
        [.. (await tx.Connection!.QueryAsync<string>("select seen from judgement where key = any(@keys) and seen is not null order by key", new { keys }, tx))
            .Select(seen => JsonSerializer.Deserialize<SeenSignal>(seen, OutboxJson.Options)!)];

    /// <summary>Keeps what became of signals that waited: heard again they get this answer.</summary>
    public static async Task Conclude(this NpgsqlTransaction tx, IReadOnlyList<Judgement> judged)
    {
        await tx.KeepHandoffs(judged);
        await tx.Connection!.ExecuteAsync("""
            update judgement set outcome = @Outcome, detail = @Detail, handoff_id = @HandoffId, request = @Request, seen = null where key = @Key
            """,
            judged.Select(each => new
            {
                each.Seen.Signal.Key,
                each.Outcome,
                each.Detail,
                HandoffId = each.Handoff?.Id,
                Request = each.Request is { } request ? JsonSerializer.Serialize(request, OutboxJson.Options) : null,
            }), tx);
    }
}
