using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Reviews;

namespace Sync.Console.Pages;

/// <summary>Persons that may be one, side by side.</summary>
internal static class ReviewPages
{
    public static void MapReviewPages(this RouteGroupBuilder viewers) => viewers.MapGet("/reviews", List);

    private static async Task<IResult> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ReviewFilter filter, long? before = null)
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
        });
    }
}
