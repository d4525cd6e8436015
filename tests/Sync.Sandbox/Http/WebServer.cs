namespace Sync.Sandbox.Http;

/// <summary>A bare Kestrel on four ports.</summary>
internal static class WebServer
{
    private const long LargestBody = 64 * 1024 * 1024;

    public static WebApplication Create(SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // With this category silent the host creates no activity per request; the calls are in the journal anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MinRequestBodyDataRate = null;
            foreach (var port in new[] { options.Control, options.ActiveCampaign, options.Zoho, options.Salesforce })
            {
                kestrel.Listen(options.Address, port);
            }
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        return builder.Build();
    }
}
