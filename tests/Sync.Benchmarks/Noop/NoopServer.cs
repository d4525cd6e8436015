using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sync.ServiceDefaults;

namespace Sync.Benchmarks.Noop;

/// <summary>
/// The same host as the services' with a handler that reads the body and stores nothing: what this machine could do at most if
/// webhooks cost nothing.
/// </summary>
internal static class NoopServer
{
    public static async Task Run(int port)
    {
        var builder = ServiceHost.CreateBuilder([]);
        builder.AddServiceDefaults("noop");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1_000_000;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
        });
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapMethods("/hooks/{connection}/{secret}", ["POST", "GET", "HEAD"], Answer);
        await app.RunAsync();
    }

    private static async Task Answer(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                return;
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
