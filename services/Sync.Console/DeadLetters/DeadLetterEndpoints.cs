using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Sync.Console.DeadLetters;

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this RouteGroupBuilder api) =>
        api.MapGet("/dead-letters", List).WithSummary("What failed for good and is not dealt with, newest first");

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> List(NpgsqlDataSource dataSource, int limit = 50, long before = long.MaxValue) =>
        limit is < 1 or > 1_000
            ? TypedResults.Problem("limit must be between 1 and 1000.", statusCode: 400)
            : TypedResults.Ok(await dataSource.Page(limit, before));
}
