using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Sync.Console.Access;
using Sync.Contracts;

namespace Sync.Console.Checkups;

/// <summary>Has routes tried by the writer: a made-up person is sent through, and deleted at both ends.</summary>
internal static class TrialEndpoints
{
    private const int LongestName = 200;

    public static void MapTrials(this RouteGroupBuilder api) => api.MapPost("/trials", Start).PermitApi(Roles.Operator)
        .WithSummary("Send a made-up person through a route, or through all (*), and delete it at both ends; ask /api/checkups/{id} how it went");

    private static async Task<Results<Accepted<CheckupNow>, ProblemHttpResult>> Start(
        CheckupBeginning beginning, TrialOrder order, ClaimsPrincipal who, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(order.Route) || order.Route.Length > LongestName)
        {
            return TypedResults.Problem("Name a route of sync.yaml, {\"route\":\"people\"}, or * for all.", statusCode: 400);
        }

        return await beginning.Begin(new CheckupRequested { Id = Guid.CreateVersion7(), Try = order.Route }, who, ct);
    }
}

/// <summary>What to try.</summary>
/// <param name="Route">Name of a pair in <c>sync.yaml</c>, or of one direction of it (<c>people&gt;sales</c>); <c>*</c> for all.</param>
public sealed record TrialOrder(string Route);
