using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Reviews;

/// <summary>Persons that may be one.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this RouteGroupBuilder api)
    {
        api.MapGet("/reviews", List).WithSummary("Persons that claim one address, with what is known of both, newest first");
        api.MapPost("/reviews/{id:long}", Decide).PermitApi(Roles.Operator)
            .WithSummary("Decide whether two persons are one: same joins them for good, different is remembered");
    }

    private static async Task<Results<Accepted<ReviewRow>, ProblemHttpResult>> Decide(
        NpgsqlDataSource dataSource, Deciding deciding, long id, ReviewDecision body, ClaimsPrincipal who, CancellationToken ct) =>
        !Deciding.IsDecision(body.Decision) ? TypedResults.Problem(Deciding.NoDecision, statusCode: 400)
        : await deciding.Begin(id, body.Decision!, who, ct) is { } row ? TypedResults.Accepted("/api/reviews", row)
        : await dataSource.FindReview(id) is null ? TypedResults.Problem($"There is no review {id}.", statusCode: 404)
        : TypedResults.Problem(Deciding.NotNow, statusCode: 409);

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

/// <param name="Decision"><c>same</c> or <c>different</c>.</param>
public sealed record ReviewDecision(string? Decision);
