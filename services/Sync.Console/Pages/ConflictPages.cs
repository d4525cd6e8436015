using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Conflicts;

namespace Sync.Console.Pages;

/// <summary>Conflicts: shown, and turned round.</summary>
internal static class ConflictPages
{
    public static void MapConflictPages(this RouteGroupBuilder viewers) => viewers.MapGet("/conflicts", List);

    public static void MapConflictActs(this RouteGroupBuilder operators) => operators.MapPost("/conflicts/{id:long}/flip", Flip);

    private static async Task<IResult> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] ConflictFilter filter, long? before = null, long? flipped = null)
    {
        if (filter.Refuse() is { } why)
        {
            return PageResults.Wrong(why);
        }

        var sight = Sight.Of(who);
        var page = await dataSource.Conflicts(filter, ConflictsPage.Limit, before ?? long.MaxValue);
        return PageResults.Page<ConflictsPage>(new
        {
            Filter = filter, Before = before, Page = page with { Items = [.. page.Items.Select(row => row.For(sight))] }, CanAct = !sight.IsMasked,
            Notice = flipped is { } id ? $"Conflict {id} is being turned round." : null,
        });
    }

    private static async Task<IResult> Flip(Flipping flipping, long id, [FromForm] long version, ClaimsPrincipal who, CancellationToken ct) =>
        await flipping.Begin(id, version, who, ct) is null ? PageResults.Wrong(Flipping.NotNow, 409) : PageResults.Then($"/conflicts?flipped={id}");
}
