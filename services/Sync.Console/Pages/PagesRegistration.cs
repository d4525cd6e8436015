using Microsoft.AspNetCore.Antiforgery;
using Sync.Console.Access;
using Sync.Console.Pages.Live;

namespace Sync.Console.Pages;

internal static class PagesRegistration
{
    /// <summary>Adds the pages: rendered here, readable without script.</summary>
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<OverviewModels>();
        builder.Services.AddSingleton<Pulse>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Pulse>());
        return builder;
    }

    public static void MapPages(this WebApplication app)
    {
        Asset.Map(app);
        app.MapLive();
        app.MapSignIn();
        var viewers = app.MapGroup("").PermitPage(Roles.Viewer).ExcludeFromDescription();
        viewers.MapReadingPages();
        viewers.MapDeadLetterPages();
        viewers.MapHandoffPages();
        viewers.MapConflictPages();
        viewers.MapReviewPages();
        viewers.MapExports();
        var operators = app.MapGroup("").PermitPage(Roles.Operator).ExcludeFromDescription();
        operators.MapActs();
        operators.MapConflictActs();
        operators.MapReviewActs();
        operators.MapPauseActs();
        app.MapGroup("").PermitPage(Roles.Admin).ExcludeFromDescription().MapOperatorPages();
    }

    /// <summary>Errors are told to people as a page, to programs as a problem.</summary>
    /// <summary>Ends forms that another site sent. Endpoints that are compiled ahead would only fail when they read one.</summary>
    public static void UseOwnFormsOnly(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    public static void UseProblemPages(this WebApplication app) => app.UseStatusCodePages(context =>
    {
        var status = context.HttpContext.Response.StatusCode;
        return context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? TypedResults.Problem(WhyOfApi(status), statusCode: status).ExecuteAsync(context.HttpContext)
            : PageResults.Wrong(Why(status), status, status == 404 ? "Not found" : "That did not work").ExecuteAsync(context.HttpContext);
    });

    private static string WhyOfApi(int status) => status switch
    {
        400 => "The body or a parameter cannot be read. /openapi/v1.json describes what is taken.",
        404 => "There is no such address, or an id in it is none. /openapi/v1.json lists them.",
        405 => "This address takes no such method. /openapi/v1.json lists those that it takes.",
        415 => "Send JSON, with the header content-type: application/json.",
        _ => $"The console answered {status}. Its log says more.",
    };

    private static string Why(int status) => status switch
    {
        404 => "There is no such page.",
        400 => "The form was not complete, or is too old. Go back, load the page again and try once more.",
        405 => "This address takes no such request.",
        _ => $"The console answered {status}. Its log says more.",
    };
}
