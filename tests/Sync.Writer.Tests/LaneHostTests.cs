using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sync.Storage;
using Sync.Testing;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class LaneHostTests(WriterHost host) : IClassFixture<WriterHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_processes_one_has_the_lane_and_the_other_takes_it_when_the_first_one_ends()
    {
        await using var one = host.Build(("Writer:LeaseSeconds", "100"));
        await using var other = host.Build(("Writer:LeaseSeconds", "100"));
        var (first, second) = (await Start(one), await Start(other));

        await Eventually.Within(
            TimeSpan.FromSeconds(60), () => States(first, second) is [not "standby", "standby"] or ["standby", not "standby"]);
        var (holder, next) = first.States["sales"] == "standby" ? (second, first) : (first, second);
        await holder.StopAsync(Ct);

        await Eventually.Within(TimeSpan.FromSeconds(60), () => next.States["sales"] != "standby");
        await next.StopAsync(Ct);
    }

    [Fact]
    public async Task A_connection_that_is_only_read_from_has_a_lane_too()
    {
        await using var app = host.Build();
        var lanes = await Start(app);

        await Eventually.Within(TimeSpan.FromSeconds(60), () => lanes.States.Keys.Order().SequenceEqual(["marketing", "sales"]));
        await lanes.StopAsync(Ct);
    }

    private static async Task<LaneHost> Start(WebApplication app)
    {
        // Only the schema and the lanes: nothing else of the writer is needed here.
        foreach (var service in app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
            .Where(service => service is LaneHost || service.GetType().Name == "MigrationWorker"))
        {
            await service.StartAsync(Ct);
        }

        await app.Services.GetRequiredService<StorageReadiness>().Wait(Ct);
        return app.Services.GetRequiredService<LaneHost>();
    }

    private static string[] States(params LaneHost[] hosts) => [.. hosts.Select(lanes => lanes.States["sales"])];
}
