using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Sync.ServiceDefaults;

/// <summary>Begins a service's host.</summary>
public static class ServiceHost
{
    /// <summary>
    /// The content root is the program's own folder: the framework would take the current one, and watch every folder below it for
    /// changes of settings, which in a source tree takes longer than all the rest of the start.
    /// Called with <c>--health</c>, the program only asks the running service whether it is ready, and ends.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        if (args.Contains("--health"))
        {
            Environment.Exit(HealthQuestion.Ask().GetAwaiter().GetResult());
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddHostedService<StartGarbage>();
        return builder;
    }
}
