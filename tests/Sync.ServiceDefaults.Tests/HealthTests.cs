using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Sync.ServiceDefaults.Tests;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;
    private bool _isUp;

    private HealthCheckResult Store() => _isUp ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The store does not answer.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("some");
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks()
            .AddCheck("store", Store, ["ready"])
            .AddCheck("aside", () => HealthCheckResult.Unhealthy("Of no account."));
        _app = builder.Build();
        _app.MapServiceDefaults();
        await _app.StartAsync(Ct);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_service_lives_while_what_it_needs_is_away() =>
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("/health/live", Ct)).StatusCode);

    [Fact]
    public async Task A_service_that_is_not_ready_says_what_it_lacks()
    {
        var answer = await _http.GetAsync("/health/ready", Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("store: Unhealthy The store does not answer.", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task A_service_is_ready_when_all_that_it_needs_is_there()
    {
        _isUp = true;

        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("/health/ready", Ct)).StatusCode);
    }

    [Fact]
    public void Every_start_is_an_instance_of_its_own() =>
        Assert.NotEqual(new ServiceIdentity("some").Instance, new ServiceIdentity("some").Instance);
}
