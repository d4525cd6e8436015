using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;

namespace Sync.Faults;

/// <summary>Each part dies in the middle of 2,000 deliveries, and the supervisor starts it again.</summary>
[Collection(nameof(SingleStack))]
public sealed class CrashTests(SingleStack fixture)
{
    private const int Deliveries = 2_000;
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ingress")]
    [InlineData("mapper")]
    [InlineData("dedupe")]
    [InlineData("writer")]
    [InlineData("console")]
    public async Task A_killed_service_loses_and_repeats_nothing(string service)
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            await run.RandomMoment(Ct);
            fixture.Stack.Signal(service, Signals.Kill);
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.InRange(verdict.Acknowledged, service == "ingress" ? Deliveries / 2 : Deliveries, Deliveries);
    }

    [Theory]
    [InlineData(ServerKind.Postgres)]
    [InlineData(ServerKind.RabbitMq)]
    public async Task A_killed_server_loses_and_repeats_nothing_and_the_door_stays_open(ServerKind server)
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            await run.RandomMoment(Ct);
            await fixture.Stack.Crash(server, Ct);
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
    }

    [Fact]
    public async Task A_broker_that_comes_back_without_its_data_costs_nothing()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            await run.RandomMoment(Ct);
            await fixture.Stack.Server(ServerKind.RabbitMq).Wipe(Ct);
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
    }

    /// <summary>As a deployment of a new version does to them.</summary>
    [Fact]
    public async Task Services_that_are_asked_to_end_one_after_the_other_lose_nothing()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, TimeSpan.FromSeconds(10), Ct);

        var verdict = await run.Judged(async () =>
        {
            foreach (var service in (string[])["ingress", "mapper", "dedupe", "writer", "console"])
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
                var process = fixture.Stack.Signal(service, Signals.Terminate);
                Assert.True(await process.Ended(TimeSpan.FromSeconds(20), Ct), $"{service} did not end when it was asked to");
            }
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.InRange(verdict.Acknowledged, Deliveries / 2, Deliveries);
    }
}
