using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.Patches;

namespace Sync.Console.DeadLetters;

internal static class DeadLetterEndpoints
{
    private const int MostGroups = 500;

    public static void MapDeadLetters(this RouteGroupBuilder api)
    {
        api.MapGet("/dead-letters", List).WithSummary("What failed for good, newest first; without a filter what nobody has dealt with");
        api.MapGet("/dead-letters/groups", Groups).WithSummary("Dead letters by connection, class, code and field, the largest group first");
        api.MapGet("/dead-letters/{id:long}", Find).WithSummary("One dead letter with what it carried and what was corrected in it");
        var operators = api.MapGroup("").PermitApi(Roles.Operator);
        operators.MapPost("/dead-letters/archive", PutAside).WithSummary("Put dead letters aside that need no replay");
        operators.MapPost("/dead-letters/reopen", TakeOut).WithSummary("Take archived dead letters out again");
    }

    private static async Task<Results<Ok<DeadLetterPage>, ProblemHttpResult>> List(
        NpgsqlDataSource dataSource, ClaimsPrincipal who, [AsParameters] DeadLetterFilter filter, int limit = 50, long before = long.MaxValue)
    {
        if (limit is < 1 or > 1_000)
        {
            return TypedResults.Problem("limit must be between 1 and 1000.", statusCode: 400);
        }

        if (filter.State is { } state && !DeadLetterFilter.States.Contains(state))
        {
            return TypedResults.Problem($"state must be one of {string.Join(", ", DeadLetterFilter.States)}.", statusCode: 400);
        }

        var page = await dataSource.Page(filter, limit, before);
        return TypedResults.Ok(page with { Items = [.. page.Items.Select(row => row.For(Sight.Of(who)))] });
    }

    private static async Task<Ok<DeadLetterGroups>> Groups(NpgsqlDataSource dataSource, ClaimsPrincipal who) =>
        TypedResults.Ok(new DeadLetterGroups([.. (await dataSource.OpenGroups(MostGroups)).Select(group => group.For(Sight.Of(who)))]));

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, long id, ClaimsPrincipal who) =>
        await dataSource.FindDeadLetter(id) is { } row
            ? TypedResults.Ok(DeadLetterDetail.Of(row, await dataSource.PatchOf(row.Id, row.GroupId), Sight.Of(who)))
            : TypedResults.Problem($"There is no dead letter {id}.", statusCode: 404);

    private static async Task<Results<Ok<MovedLetters>, ProblemHttpResult>> PutAside(
        Archive archive, Selection selection, ClaimsPrincipal who, CancellationToken ct) =>
        selection.Refuse() is { } why
            ? TypedResults.Problem(why, statusCode: 400)
            : TypedResults.Ok(new MovedLetters(await archive.PutAside(selection, who, ct)));

    private static async Task<Results<Ok<MovedLetters>, ProblemHttpResult>> TakeOut(
        Archive archive, Selection selection, ClaimsPrincipal who, CancellationToken ct) =>
        selection.DeadLetterIds is { Count: > 0 and <= Selection.MostIds } ids
            ? TypedResults.Ok(new MovedLetters(await archive.TakeOut(ids, who, ct)))
            : TypedResults.Problem("Give 1 to 10000 ids: {\"deadLetterIds\":[7]}.", statusCode: 400);
}

public sealed record DeadLetterGroups(IReadOnlyList<DeadLetterGroup> Items);

/// <summary>How many dead letters have another state now.</summary>
public sealed record MovedLetters(int Count);
