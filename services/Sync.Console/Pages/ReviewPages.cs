using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Reviews;

namespace Sync.Console.Pages;

/// <summary>Persons that may be one, side by side.</summary>
internal static class ReviewPages
{
    public static void MapReviewPages(this RouteGroupBuilder viewers) => viewers.MapGet("/reviews", List);

    public static void MapReviewActs(this RouteGroupBuilder operators) => operators.MapPost("/reviews/{id:long}", Decide);

    private static async Task<IResult> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ReviewFilter filter, long? before = null, long? decided = null)
    {
        if (filter.Refuse() is { } why)
        {
            return PageResults.Wrong(why);
        }

        var sight = Sight.Of(who);
        var page = await dataSource.Reviews(filter, ReviewsPage.Limit, before ?? long.MaxValue);
        return PageResults.Page<ReviewsPage>(new
        {
            Filter = filter, Before = before, Page = page with { Items = [.. page.Items.Select(row => row.For(sight))] }, CanAct = !sight.IsMasked,
            Notice = decided is { } id ? $"Review {id} is being decided." : null,
        });
    }

    private static async Task<IResult> Decide(Deciding deciding, long id, [FromForm] string decision, ClaimsPrincipal who, CancellationToken ct) =>
        !Deciding.IsDecision(decision) ? PageResults.Wrong(Deciding.NoDecision)
        : await deciding.Begin(id, decision, who, ct) is null ? PageResults.Wrong(Deciding.NotNow, 409)
        : PageResults.Then($"/reviews?decided={id}");
}
