using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Handoffs;

namespace Sync.Console.Pages;

/// <summary>A day of handoffs.</summary>
internal static class HandoffPages
{
    public static void MapHandoffPages(this RouteGroupBuilder viewers) => viewers.MapGet("/handoffs", Day);

    private static async Task<IResult> Day(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, TimeProvider time, DateOnly? day = null, string? play = null)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var sight = Sight.Of(who);
        return PageResults.Page<HandoffsPage>(new
        {
            Day = await HandoffEndpoints.Of(dataSource, day ?? today, play, sight), Play = play, IsToday = (day ?? today) == today, CanAct = !sight.IsMasked,
        });
    }
}
