using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>Lets a call pass that carries the operator token of the settings, or a token that an admin has made.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, OperatorToken operatorToken,
    NpgsqlDataSource dataSource) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Bearer";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || header[Prefix.Length..].Trim() is not { Length: > 0 } given)
        {
            return AuthenticateResult.NoResult();
        }

        return operatorToken.Is(given) ? Pass("operator token", Roles.Admin)
            : await dataSource.UseToken(TokenHash.Of(given)) is { } token ? Pass($"token {token.Name}", token.Role)
            : AuthenticateResult.Fail("The token is not known.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Name;
        return Refuse(StatusCodes.Status401Unauthorized, "Send the operator token, or one made by an admin, as 'Authorization: Bearer <token>'.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refuse(
        StatusCodes.Status403Forbidden, $"The role {Context.User.FindFirstValue(ClaimTypes.Role)} may not do this. Ask an admin for a token that may.");

    private Task Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(Context);

    private static AuthenticateResult Pass(string name, string role) => AuthenticateResult.Success(new AuthenticationTicket(
        new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role)], Name)), Name));
}
