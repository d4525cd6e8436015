using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;
using Sync.Policy;

namespace Sync.Console.Patches;

/// <summary>Corrects dead letters before their replay.</summary>
internal static class PatchEndpoints
{
    /// <summary>Of a group, this many are shown with what the correction does to them.</summary>
    private const int Shown = 10;

    public static void MapPatches(this RouteGroupBuilder api)
    {
        var operators = api.MapGroup("").PermitApi(Roles.Operator);
        operators.MapPut("/dead-letters/{id:long}/patch", SetOne).WithSummary("Correct one dead letter by a JSON patch; the answer shows what changes");
        operators.MapDelete("/dead-letters/{id:long}/patch", UndoOne).WithSummary("Undo the correction of one dead letter");
        operators.MapPut("/dead-letters/groups/{id:long}/patch", SetGroup).WithSummary("Correct all of a group by a JSON patch");
        operators.MapDelete("/dead-letters/groups/{id:long}/patch", UndoGroup).WithSummary("Undo the correction of a group");
    }

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> SetOne(
        NpgsqlDataSource dataSource, Patching patching, SyncPolicy policy, long id, List<PatchOperation> operations, ClaimsPrincipal who,
        CancellationToken ct)
    {
        if (await dataSource.FindDeadLetter(id) is not { } row)
        {
            return TypedResults.Problem($"There is no dead letter {id}.", statusCode: 404);
        }

        if ((FieldPatching.Refuse(operations, policy) ?? FieldPatching.RefuseFor(row, operations)) is { } why)
        {
            return TypedResults.Problem(why, statusCode: 400);
        }

        await patching.Set(PatchPlace.OfLetter(id), operations, who, ct);
        return TypedResults.Ok(DeadLetterDetail.Of(row, await dataSource.PatchOf(id, row.GroupId), Sight.Of(who)));
    }

    private static async Task<Results<Ok<PatchedGroup>, ProblemHttpResult>> SetGroup(
        NpgsqlDataSource dataSource, Patching patching, SyncPolicy policy, long id, List<PatchOperation> operations, ClaimsPrincipal who,
        CancellationToken ct)
    {
        if (await dataSource.FindGroup(id) is not { } group)
        {
            return TypedResults.Problem($"There is no group {id}.", statusCode: 404);
        }

        if (FieldPatching.Refuse(operations, policy) is { } why)
        {
            return TypedResults.Problem(why, statusCode: 400);
        }

        await patching.Set(PatchPlace.OfGroup(id), operations, who, ct);
        var first = await dataSource.Page(new DeadLetterFilter { Group = id }, Shown, long.MaxValue);
        var patch = await dataSource.PatchOfGroup(id);
        return TypedResults.Ok(new PatchedGroup(group.Count, [.. first.Items.Select(row => DeadLetterDetail.Of(row, patch, Sight.Of(who)))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoOne(Patching patching, long id, ClaimsPrincipal who, CancellationToken ct) =>
        await patching.Undo(PatchPlace.OfLetter(id), who, ct) ? TypedResults.NoContent() : Nothing($"dead letter {id}");

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoGroup(Patching patching, long id, ClaimsPrincipal who, CancellationToken ct) =>
        await patching.Undo(PatchPlace.OfGroup(id), who, ct) ? TypedResults.NoContent() : Nothing($"group {id}");

    private static ProblemHttpResult Nothing(string place) => TypedResults.Problem($"There is no correction of {place} to undo.", statusCode: 404);
}

/// <summary>A group with its correction.</summary>
/// <param name="Count">Open dead letters that it concerns.</param>
/// <param name="Items">The newest of them, with what changes in each.</param>
public sealed record PatchedGroup(long Count, IReadOnlyList<DeadLetterDetail> Items);
