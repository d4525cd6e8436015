using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sync.ServiceDefaults;

/// <summary>
/// Sends traces and metrics to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> when that is set. The one place that builds the providers:
/// <c>AddOpenTelemetry()</c> would stand here, but its hosting package cannot be counted on to restore (decision 0002).
/// </summary>
internal sealed class TelemetryExport(IConfiguration configuration, ServiceIdentity identity) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder.CreateDefault().AddService($"sync-{identity.Service}", serviceInstanceId: identity.Instance.ToString());
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Sync.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Sync.*", "Microsoft.AspNetCore.*", "System.Net.Http", "Npgsql", "MassTransit", "System.Runtime").AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(3_000);
        _metrics?.ForceFlush(3_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
