using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Sync.Console.Access;

namespace Sync.Console.Pages;

/// <summary>Signing in and out, and making the first account.</summary>
internal static class SignInEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void MapSignIn(this WebApplication app)
    {
        var open = app.MapGroup("").ExcludeFromDescription();
        open.MapGet("/sign-in", Show);
        open.MapPost("/sign-in", Enter);
        open.MapPost("/first", MakeFirst);
        open.MapPost("/sign-out", Leave);
        open.MapGet("/denied", () => PageResults.Wrong("Your role may not do this. An admin can change it under Operators.", 403, "Not allowed"));
    }

    private static async Task<IResult> Show(Accounts accounts, string? back = null) =>
        PageResults.Page<SignInPage>(new { IsFirst = await accounts.HaveNone(), Back = back });

    private static async Task<IResult> Enter(
        HttpContext context, Accounts accounts, [FromForm] string? name, [FromForm] string? password, [FromForm] string? back) =>
        await Follow(context, await accounts.TrySignIn(name, password, AddressOf(context)), isFirst: false, name, back);

    private static async Task<IResult> MakeFirst(
        HttpContext context, Accounts accounts, [FromForm] string? token, [FromForm] string? name, [FromForm] string? password,
        [FromForm] string? back) =>
        await Follow(context, await accounts.MakeFirst(token, name, password, AddressOf(context)), await accounts.HaveNone(), name, back);

    private static async Task<IResult> Leave(HttpContext context, NpgsqlDataSource dataSource, IFormCollection form)
    {
        _ = form;
        if ((await context.AuthenticateAsync(Scheme)).Principal is { } who)
        {
            await dataSource.Audit(who.Known(), "signed out");
        }

        await context.SignOutAsync(Scheme);
        return PageResults.Then("/sign-in");
    }

    private static async Task<IResult> Follow(HttpContext context, SignIn ended, bool isFirst, string? name, string? back)
    {
        if (ended is SignIn.Accepted accepted)
        {
            await context.SignInAsync(Scheme, accepted.Who);
            return PageResults.Then(Local(back));
        }

        var (why, status) = ended switch
        {
            SignIn.Throttled => ("Too many failures. Try again in a quarter of an hour.", StatusCodes.Status429TooManyRequests),
            SignIn.Wrong wrong => (wrong.Why, StatusCodes.Status400BadRequest),
            _ => (isFirst ? "That is not the operator token." : "Name or password is wrong.", StatusCodes.Status403Forbidden),
        };
        return PageResults.Page<SignInPage>(new { IsFirst = isFirst, Back = back, Name = name, Why = why }, status);
    }

    // Only a path of our own: an address of another site in the link must lead nowhere.
    private static string Local(string? back) =>
        back is { Length: > 0 } && back[0] == '/' && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal)
        && !back.Any(char.IsControl) ? back : "/";

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
