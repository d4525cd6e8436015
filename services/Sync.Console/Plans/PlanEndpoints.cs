using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Console.DeadLetters;

namespace Sync.Console.Plans;

/// <summary>Shows what a replay would write, before it writes.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this RouteGroupBuilder api)
    {
        var operators = api.MapGroup("").PermitApi(Roles.Operator);
        operators.MapPost("/plans", Start).WithSummary("Dry run: what a replay would write now, field by field; of more than 50 the oldest");
        operators.MapGet("/plans/{id:guid}", Find).WithSummary("The answer of a dry run");
    }

    private static async Task<Results<Accepted<PlanNow>, ProblemHttpResult>> Start(
        NpgsqlDataSource dataSource, Planning planning, Selection selection, CancellationToken ct) =>
        selection.Refuse() is { } why ? TypedResults.Problem(why, statusCode: 400)
        : await planning.Begin(selection, ct) is { } id ? TypedResults.Accepted($"/api/plans/{id}", (await dataSource.FindPlan(id))!)
        : TypedResults.Problem("None of these is open.", statusCode: 409);

    private static async Task<Results<Ok<PlanNow>, ProblemHttpResult>> Find(NpgsqlDataSource dataSource, Guid id) =>
        await dataSource.FindPlan(id) is { } plan
            ? TypedResults.Ok(plan)
            : TypedResults.Problem($"There is no dry run {id}, or it was asked for more than a day ago.", statusCode: 404);
}
