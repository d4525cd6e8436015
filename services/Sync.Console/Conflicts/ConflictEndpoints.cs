using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Conflicts;

/// <summary>Fields that two systems changed at once, and people's decisions about them.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this RouteGroupBuilder api)
    {
        api.MapGet("/conflicts", List).WithSummary("Fields that two systems changed before either heard of the other, newest first");
        api.MapPost("/conflicts/{id:long}/flip", Flip).PermitApi(Roles.Operator)
            .WithSummary("Let the loser of a conflict have it after all; ?version= refuses where it has changed since it was seen");
    }

    private static async Task<Results<Ok<ConflictPage>, ProblemHttpResult>> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ConflictFilter filter, int limit = 50, long before = long.MaxValue)
    {
        if ((limit is < 1 or > 1_000 ? "limit must be between 1 and 1000." : filter.Refuse()) is { } why)
        {
            return TypedResults.Problem(why, statusCode: 400);
        }

        var page = await dataSource.Conflicts(filter, limit, before);
        return TypedResults.Ok(page with { Items = [.. page.Items.Select(row => row.For(Sight.Of(who)))] });
    }

    private static async Task<Results<Accepted<ConflictRow>, ProblemHttpResult>> Flip(
        NpgsqlDataSource dataSource, Flipping flipping, long id, ClaimsPrincipal who, CancellationToken ct, long? version = null) =>
        await flipping.Begin(id, version, who, ct) is { } row ? TypedResults.Accepted("/api/conflicts", row)
        : await dataSource.FindConflict(id) is null ? TypedResults.Problem($"There is no conflict {id}.", statusCode: 404)
        : TypedResults.Problem(Flipping.NotNow, statusCode: 409);
}
