using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Policy;

namespace Sync.Console.Pauses;

/// <summary>Stops what is asked of a connection, and lets it go on.</summary>
internal static class PauseEndpoints
{
    public const string Already = "The same is paused already.";

    public static void MapPauses(this RouteGroupBuilder api)
    {
        api.MapGet("/pauses", List).WithSummary("What operators have paused");
        api.MapPost("/pauses", Begin).PermitApi(Roles.Operator)
            .WithSummary("Pause a connection: all of it, its writes or its reads, of persons or of companies; what is paused waits and is not lost");
        api.MapDelete("/pauses/{id:long}", End).PermitApi(Roles.Operator).WithSummary("Let what was paused go on");
    }

    private static async Task<Ok<PauseList>> List(NpgsqlDataSource dataSource) => TypedResults.Ok(new PauseList(await dataSource.StandingPauses()));

    private static async Task<Results<Created<PauseRow>, ProblemHttpResult>> Begin(
        SyncPolicy policy, Pausing pausing, PauseRequest body, ClaimsPrincipal who, CancellationToken ct) =>
        body.Refuse(policy.Connections.Keys) is { } why ? TypedResults.Problem(why, statusCode: 400)
        : await pausing.Begin(body, who, ct) is { } row ? TypedResults.Created($"/api/pauses/{row.Id}", row)
        : TypedResults.Problem(Already, statusCode: 409);

    private static async Task<Results<Ok<PauseRow>, ProblemHttpResult>> End(Pausing pausing, long id, ClaimsPrincipal who, CancellationToken ct) =>
        await pausing.End(id, who, ct) is { } row ? TypedResults.Ok(row) : TypedResults.Problem($"There is no pause {id}, or it has ended.", statusCode: 404);
}
