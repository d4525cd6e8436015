using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Replays;

/// <summary>Sends dead letters through once more.</summary>
internal static class ReplayEndpoints
{
    public const string NothingToReplay =
        "None of these can be replayed: they are unknown, being replayed already, replayed before, or have no delivery.";

    public static void MapReplays(this RouteGroupBuilder api)
    {
        api.MapGet("/replays", List).WithSummary("The newest replays");
        api.MapGet("/replays/{id:int}", Find).WithSummary("How far a replay is");
        var operators = api.MapGroup("").PermitApi(Roles.Operator);
        operators.MapPost("/replays", Start).WithSummary("Replay dead letters: by id, a group, a filter, or all");
        operators.MapDelete("/replays/{id:int}", Cancel).WithSummary("Cancel what a replay has not sent yet");
    }

    private static async Task<Results<Accepted<ReplayProgress>, ProblemHttpResult>> Start(
        Replaying replaying, ReplayRequest request, ClaimsPrincipal who, CancellationToken ct) =>
        request.RefuseAll() is { } why ? TypedResults.Problem(why, statusCode: 400)
        : await replaying.Begin(request, who, ct) is { } replay ? TypedResults.Accepted($"/api/replays/{replay.Id}", ReplayProgress.Of(replay))
        : TypedResults.Problem(NothingToReplay, statusCode: 409);

    private static async Task<Ok<ReplayList>> List(NpgsqlDataSource dataSource) =>
        TypedResults.Ok(new ReplayList([.. (await dataSource.NewestReplays(50)).Select(ReplayProgress.Of)]));

    private static async Task<Results<Ok<ReplayProgress>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, int id) =>
        await dataSource.FindReplay(id) is { } replay ? TypedResults.Ok(ReplayProgress.Of(replay)) : Unknown(id);

    private static async Task<Results<Ok<ReplayProgress>, ProblemHttpResult>> Cancel(
        NpgsqlDataSource dataSource, Replaying replaying, int id, ClaimsPrincipal who, CancellationToken ct) =>
        await replaying.Cancel(id, who, ct) switch
        {
            Cancelling.Done => TypedResults.Ok(ReplayProgress.Of((await dataSource.FindReplay(id))!)),
            Cancelling.Unknown => Unknown(id),
            _ => TypedResults.Problem($"Replay {id} has been sent whole, or has ended: there is nothing left to cancel.", statusCode: 409),
        };

    private static ProblemHttpResult Unknown(int id) => TypedResults.Problem($"There is no replay {id}.", statusCode: 404);
}

public sealed record ReplayList(IReadOnlyList<ReplayProgress> Items);
