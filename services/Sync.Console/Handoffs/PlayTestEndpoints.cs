using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Console.Handoffs;

/// <summary>Tries a play with a person: the stages that know persons and plays judge as ever, and nothing is done.</summary>
internal static class PlayTestEndpoints
{
    public static void MapPlayTests(this RouteGroupBuilder api)
    {
        var operators = api.MapGroup("").PermitApi(Roles.Operator);
        operators.MapPost("/handoff-tests", Start).WithSummary("Dry run of a play with a person: each gate, and the task that would be made; nothing is done");
        operators.MapGet("/handoff-tests/{id:guid}", Find).WithSummary("The answer of a dry run of a play");
    }

    private static async Task<Results<Accepted<PlayTestNow>, ProblemHttpResult>> Start(
        NpgsqlDataSource dataSource, OutboxDispatcher outbox, SyncPolicy policy, PlayTestOrder order, CancellationToken ct)
    {
        if (EmailAddress.Normalise(order.Email) is not { } email)
        {
            return TypedResults.Problem($"'{order.Email}' is not an address.", statusCode: 400);
        }

        if (policy.Handoff.Find(order.Play ?? "") is not { } play)
        {
            var known = string.Join(", ", policy.Handoff.Plays.Select(each => each.Name));
            return TypedResults.Problem($"There is no play '{order.Play}'. {(known.Length > 0 ? $"There are: {known}." : "sync.yaml has none.")}", statusCode: 400);
        }

        var test = new TestPlay { Id = Guid.CreateVersion7(), Play = play.Name, Email = email };
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.Begin(test);
        await tx.Enqueue(test);
        await tx.CommitAsync(ct);
        outbox.Wake();
        return TypedResults.Accepted($"/api/handoff-tests/{test.Id}", (await dataSource.FindPlayTest(test.Id))!);
    }

    private static async Task<Results<Ok<PlayTestNow>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, Guid id) =>
        await dataSource.FindPlayTest(id) is { } test
            ? TypedResults.Ok(test)
            : TypedResults.Problem($"There is no dry run {id}, or it was asked for more than a day ago.", statusCode: 404);
}

/// <param name="Play">Name in <c>sync.yaml</c>.</param>
/// <param name="Email">Address of the person, who need not be known.</param>
public sealed record PlayTestOrder(string? Play, string? Email);
