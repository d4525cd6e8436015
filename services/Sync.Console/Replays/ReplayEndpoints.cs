using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Replays;

/// <summary>Sends dead letters through once more.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplays(this RouteGroupBuilder api)
    {
        api.MapPost("/replays", Start).WithSummary("Replay dead letters");
        api.MapGet("/replays", List).WithSummary("The newest replays");
        api.MapGet("/replays/{id:int}", Find).WithSummary("How far a replay is");
        api.MapDelete("/replays/{id:int}", Cancel).WithSummary("Cancel what a replay has not sent yet");
    }

    private static async Task<Results<Accepted<ReplayProgress>, ProblemHttpResult>> Start(
        NpgsqlDataSource dataSource, OutboxDispatcher outbox, ReplayRequest request, CancellationToken ct)
    {
        if (request.DeadLetterIds is not { Count: > 0 and <= 10_000 } ids)
        {
            return TypedResults.Problem("Give 1 to 10000 ids: {\"deadLetterIds\":[7]}.", statusCode: 400);
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var replay = await tx.BeginReplay();
        var deliveries = await tx.TakeForReplay(replay, ids);
        if (deliveries.Count == 0)
        {
            return TypedResults.Problem(
                "None of these can be replayed: they are unknown, being replayed already, replayed before, or have no delivery.", statusCode: 409);
        }

        await tx.Enqueue([.. deliveries.Distinct().Chunk(100).Select(chunk => new ReplayDeliveries { Replay = replay, DeliveryIds = chunk })]);
        await tx.CommitAsync(ct);
        outbox.Wake();
        return TypedResults.Accepted($"/api/replays/{replay}", (await dataSource.FindReplay(replay))!);
    }

    private static async Task<Ok<ReplayList>> List(NpgsqlDataSource dataSource) =>
        TypedResults.Ok(new ReplayList([.. await dataSource.NewestReplays(50)]));

    private static async Task<Results<Ok<ReplayProgress>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, int id) =>
        await dataSource.FindReplay(id) is { } replay
            ? TypedResults.Ok(replay)
            : TypedResults.Problem($"There is no replay {id}.", statusCode: 404);

    // All of a replay is handed over in the transaction that starts it, so nothing is ever left to cancel; the answer says so.
    private static async Task<ProblemHttpResult> Cancel(NpgsqlDataSource dataSource, int id) =>
        await dataSource.FindReplay(id) is null
            ? TypedResults.Problem($"There is no replay {id}.", statusCode: 404)
            : TypedResults.Problem($"Replay {id} has been sent whole: there is nothing left to cancel.", statusCode: 409);
}

public sealed record ReplayRequest(IReadOnlyList<long>? DeadLetterIds);

public sealed record ReplayList(IReadOnlyList<ReplayProgress> Items);
