using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Sync.Console.Access;

internal static class AccessRegistration
{
    private static readonly TimeSpan SessionLasts = TimeSpan.FromHours(12);

    /// <summary>Adds tokens for programs, sign-in for people, and the keys that protect cookies and forms.</summary>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperatorToken>();
        builder.Services.AddSingleton<Accounts>();
        builder.Services.AddSingleton<TokenMaking>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddDataProtection().SetApplicationName("sync-console");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((keys, ring) => keys.XmlRepository = ring);
        // Two warnings of the framework that say what decision 0008 says: the keys lie in the database as they are.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "sync-form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null)
            .AddCookie(Configure);
        builder.Services.AddAuthorization();
        return builder;
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "sync-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SessionLasts;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.LogoutPath = "/sign-out";
        cookie.AccessDeniedPath = "/denied";
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnValidatePrincipal = EndIfChanged;
    }

    // A changed password or role, and a removed account, end every session at once.
    private static async Task EndIfChanged(CookieValidatePrincipalContext context)
    {
        if (!await context.HttpContext.RequestServices.GetRequiredService<Accounts>().IsCurrent(context.Principal!))
        {
            context.RejectPrincipal();
        }
    }
}
