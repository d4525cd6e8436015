using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>Who may do what here, and who did what.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("").PermitApi(Roles.Admin);
        admin.MapGet("/operators", Operators).WithSummary("Accounts of people");
        admin.MapPost("/operators", AddOperator).WithSummary("Make an account");
        admin.MapPut("/operators/{name}", ChangeOperator).WithSummary("Change an account's role or password, which ends its sessions");
        admin.MapDelete("/operators/{name}", RemoveOperator).WithSummary("Remove an account");
        admin.MapGet("/tokens", Tokens).WithSummary("Tokens of programs, without the tokens themselves");
        admin.MapPost("/tokens", AddToken).WithSummary("Make a token; it is shown this once");
        admin.MapDelete("/tokens/{id:long}", RemoveToken).WithSummary("Make a token worthless");
        admin.MapGet("/audit", Acts).WithSummary("What people and programs did here, newest first");
    }

    private static async Task<Ok<OperatorList>> Operators(NpgsqlDataSource dataSource) => TypedResults.Ok(new OperatorList(
        [.. (await dataSource.Operators()).Select(row => new OperatorNow(row.Name, row.Role, row.CreatedAt))]));

    private static async Task<Results<Created<OperatorNow>, ProblemHttpResult>> AddOperator(
        Accounts accounts, OperatorRequest request, ClaimsPrincipal who) =>
        Accounts.Refuse(request.Name, request.Password, request.Role) is { } why ? TypedResults.Problem(why, statusCode: 400)
        : await accounts.Add(who, request.Name!, request.Password!, request.Role!) is { } row
            ? TypedResults.Created($"/api/operators/{row.Name}", new OperatorNow(row.Name, row.Role, DateTime.UtcNow))
            : TypedResults.Problem($"There is an account '{Accounts.Normalise(request.Name)}' already.", statusCode: 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeOperator(
        Accounts accounts, string name, OperatorRequest request, ClaimsPrincipal who) =>
        Accounts.Refuse(name, request.Password ?? new string('x', Accounts.ShortestPassword), request.Role ?? Roles.Viewer) is { } why
            ? TypedResults.Problem(why, statusCode: 400)
            : await accounts.Change(who, name, request.Password, request.Role) ? TypedResults.NoContent() : NoAccount(name);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveOperator(Accounts accounts, string name, ClaimsPrincipal who) =>
        await accounts.Remove(who, name) ? TypedResults.NoContent() : NoAccount(name);

    private static async Task<Ok<TokenList>> Tokens(NpgsqlDataSource dataSource) =>
        TypedResults.Ok(new TokenList(await dataSource.Tokens()));

    private static async Task<Results<Ok<NewToken>, ProblemHttpResult>> AddToken(TokenMaking tokens, TokenRequest request, ClaimsPrincipal who) =>
        TokenMaking.Refuse(request.Name, request.Role) is { } why
            ? TypedResults.Problem(why, statusCode: 400)
            : TypedResults.Ok(await tokens.Make(who, request.Name!, request.Role!));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveToken(TokenMaking tokens, long id, ClaimsPrincipal who) =>
        await tokens.Remove(who, id) ? TypedResults.NoContent() : TypedResults.Problem($"There is no token {id}.", statusCode: 404);

    private static async Task<Ok<AuditList>> Acts(NpgsqlDataSource dataSource, int limit = 100, long before = long.MaxValue) =>
        TypedResults.Ok(new AuditList(await dataSource.NewestActs(Math.Clamp(limit, 1, 1_000), before)));

    private static ProblemHttpResult NoAccount(string name) => TypedResults.Problem($"There is no account '{name}'.", statusCode: 404);
}

public sealed record OperatorRequest(string? Name, string? Password, string? Role);

public sealed record OperatorNow(string Name, string Role, DateTime CreatedAt);

public sealed record OperatorList(IReadOnlyList<OperatorNow> Items);

public sealed record TokenRequest(string? Name, string? Role);

public sealed record TokenList(IReadOnlyList<TokenRow> Items);

/// <summary>A token that was just made.</summary>
/// <param name="Token">Kept nowhere: who loses it needs a new one.</param>
public sealed record NewToken(string Name, string Role, string Token);

public sealed record AuditList(IReadOnlyList<AuditRow> Items);
