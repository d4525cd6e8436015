using Microsoft.AspNetCore.Builder;

namespace Sync.ServiceDefaults;

/// <summary>Begins a service's host.</summary>
public static class ServiceHost
{
    /// <summary>
    /// The content root is the program's own folder: the framework would take the current one, and watch every folder below it for
    /// changes of settings, which in a source tree takes longer than all the rest of the start.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
}
