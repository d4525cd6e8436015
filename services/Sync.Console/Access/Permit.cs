using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Sync.Console.Access;

/// <summary>Who passes: the API by token alone, the pages by sign-in alone. A cookie never opens the API, so no foreign page can use it.</summary>
internal static class Permit
{
    public static TBuilder PermitApi<TBuilder>(this TBuilder endpoints, string role)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(Policy(BearerHandler.Name, role));

    public static TBuilder PermitPage<TBuilder>(this TBuilder endpoints, string role)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(Policy(CookieAuthenticationDefaults.AuthenticationScheme, role));

    private static AuthorizationPolicy Policy(string scheme, string role) =>
        new AuthorizationPolicyBuilder(scheme).RequireRole(Roles.AtLeast(role)).Build();
}
