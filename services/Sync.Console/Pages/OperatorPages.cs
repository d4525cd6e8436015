using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Pages;

/// <summary>Who may do what, and who did what: for admins.</summary>
internal static class OperatorPages
{
    private const int Acts = 100;

    public static void MapOperatorPages(this RouteGroupBuilder admins)
    {
        admins.MapGet("/operators", (NpgsqlDataSource dataSource) => Show(dataSource));
        admins.MapPost("/operators", Add);
        admins.MapPost("/operators/role", Change);
        admins.MapPost("/operators/remove", Remove);
        admins.MapPost("/tokens", AddToken);
        admins.MapPost("/tokens/remove", RemoveToken);
    }

    private static async Task<IResult> Show(NpgsqlDataSource dataSource, string? why = null, NewToken? token = null) => PageResults.Page<OperatorsPage>(
        new
        {
            Operators = (IReadOnlyList<OperatorNow>)[.. (await dataSource.Operators()).Select(row => new OperatorNow(row.Name, row.Role, row.CreatedAt))],
            Tokens = await dataSource.Tokens(), Acts = await dataSource.NewestActs(Acts, long.MaxValue), Token = token, Why = why,
        }, why is null ? 200 : 400);

    private static async Task<IResult> Add(
        NpgsqlDataSource dataSource, Accounts accounts, ClaimsPrincipal who, [FromForm] string? name, [FromForm] string? password, [FromForm] string? role) =>
        Accounts.Refuse(name, password, role) is { } why ? await Show(dataSource, why)
        : await accounts.Add(who, name!, password!, role!) is null ? await Show(dataSource, $"There is an account '{Accounts.Normalise(name)}' already.")
        : PageResults.Then("/operators");

    private static async Task<IResult> Change(
        NpgsqlDataSource dataSource, Accounts accounts, ClaimsPrincipal who, [FromForm] string name, [FromForm] string role) =>
        Accounts.Normalise(name) == who.Known() ? await Show(dataSource, "Your own role is changed by another admin, so that there is always one.")
        : Roles.All.Contains(role) && await accounts.Change(who, name, null, role) ? PageResults.Then("/operators")
        : await Show(dataSource, $"There is no account '{name}', or no role '{role}'.");

    private static async Task<IResult> Remove(NpgsqlDataSource dataSource, Accounts accounts, ClaimsPrincipal who, [FromForm] string name) =>
        Accounts.Normalise(name) == who.Known() ? await Show(dataSource, "Your own account is removed by another admin, so that there is always one.")
        : await accounts.Remove(who, name) ? PageResults.Then("/operators")
        : await Show(dataSource, $"There is no account '{name}'.");

    private static async Task<IResult> AddToken(
        NpgsqlDataSource dataSource, TokenMaking tokens, ClaimsPrincipal who, [FromForm] string? name, [FromForm] string? role) =>
        TokenMaking.Refuse(name, role) is { } why
            ? await Show(dataSource, why)
            : await Show(dataSource, token: await tokens.Make(who, name!, role!));

    private static async Task<IResult> RemoveToken(NpgsqlDataSource dataSource, TokenMaking tokens, ClaimsPrincipal who, [FromForm] long id) =>
        await tokens.Remove(who, id) ? PageResults.Then("/operators") : await Show(dataSource, $"There is no token {id}.");
}
