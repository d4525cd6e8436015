using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Reviews;

/// <summary>Persons that may be one.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this RouteGroupBuilder api) =>
        api.MapGet("/reviews", List).WithSummary("Persons that claim one address, with what is known of both, newest first");

    private static async Task<Results<Ok<ReviewPage>, ProblemHttpResult>> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ReviewFilter filter, int limit = 50, long before = long.MaxValue)
    {
        if ((limit is < 1 or > 1_000 ? "limit must be between 1 and 1000." : filter.Refuse()) is { } why)
        {
            return TypedResults.Problem(why, statusCode: 400);
        }

        var page = await dataSource.Reviews(filter, limit, before);
        return TypedResults.Ok(page with { Items = [.. page.Items.Select(row => row.For(Sight.Of(who)))] });
    }
}
