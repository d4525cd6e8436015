using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Sync.Console.Pauses;
using Sync.Policy;

namespace Sync.Console.Pages;

/// <summary>Connections stopped and let go on.</summary>
internal static class PausePages
{
    public static void MapPauseActs(this RouteGroupBuilder operators)
    {
        operators.MapPost("/pauses", Begin);
        operators.MapPost("/pauses/{id:long}/end", End);
    }

    private static async Task<IResult> Begin(
        SyncPolicy policy, Pausing pausing, [FromForm] string connection, [FromForm] string? calls, [FromForm] string? of, [FromForm] string? reason,
        ClaimsPrincipal who, CancellationToken ct)
    {
        var request = new PauseRequest(connection, calls, of, reason);
        return request.Refuse(policy.Connections.Keys) is { } why ? PageResults.Wrong(why)
            : await pausing.Begin(request, who, ct) is { } row ? PageResults.Then(Show.Url("/connections", ("changed", row.Connection)))
            : PageResults.Wrong(PauseEndpoints.Already, 409);
    }

    private static async Task<IResult> End(Pausing pausing, long id, IFormCollection form, ClaimsPrincipal who, CancellationToken ct)
    {
        _ = form;
        return await pausing.End(id, who, ct) is { } row
            ? PageResults.Then(Show.Url("/connections", ("changed", row.Connection)))
            : PageResults.NotThere($"There is no pause {id}, or it has ended.");
    }
}
