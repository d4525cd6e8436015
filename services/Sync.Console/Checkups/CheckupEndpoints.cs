using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Checkups;

/// <summary>Has connections looked at by the writer, which alone calls vendors.</summary>
internal static class CheckupEndpoints
{
    private const int LongestName = 200;

    public static void MapCheckups(this RouteGroupBuilder api)
    {
        api.MapPost("/checkups", Start).WithSummary("Check one connection, or all: address, key, rights, fields, webhooks");
        api.MapGet("/checkups/{id:guid}", Find).WithSummary("How far a checkup is, and what it has found");
    }

    private static async Task<Results<Accepted<CheckupNow>, ProblemHttpResult>> Start(
        CheckupBeginning beginning, CheckupOrder? order, CancellationToken ct)
    {
        if (order?.Connection is { } name && (name.Length > LongestName || name.Trim().Length == 0))
        {
            return TypedResults.Problem("Name a connection of sync.yaml, {\"connection\":\"sales\"}, or none for all.", statusCode: 400);
        }

        return await beginning.Begin(new CheckupRequested { Id = Guid.CreateVersion7(), Connection = order?.Connection }, who: null, ct);
    }

    private static async Task<Results<Ok<CheckupNow>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, Guid id) =>
        await dataSource.FindCheckup(id) is { } checkup
            ? TypedResults.Ok(checkup)
            : TypedResults.Problem($"There is no checkup {id}, or it was asked for too long ago.", statusCode: 404);
}

/// <summary>What to check.</summary>
/// <param name="Connection">Name in <c>sync.yaml</c>; null for all.</param>
public sealed record CheckupOrder(string? Connection);
