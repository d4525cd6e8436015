using Sync.Deploy.Processes;

namespace Sync.Faults;

/// <summary>Two processes of each service share the work, and one dies every two seconds.</summary>
[Collection(nameof(TwinStack))]
public sealed class TwinTests(TwinStack fixture)
{
    private const int Deliveries = 2_000;
    private static readonly string[] Services = ["ingress", "mapper", "dedupe", "writer", "console"];
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(20);

    // WriterOptions.LeaseSeconds is 5.
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(Scale.Of("SYNC_TEST_FREEZE_SECONDS", 7));

    // SIGSTOP and SIGCONT (signal(7)).
    private const int Stop = 19;
    private const int Continue = 18;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twins_that_keep_dying_lose_and_repeat_nothing()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            for (var kills = 0; kills < 10; kills++)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), Ct);
                KillOne(run.Random);
            }
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.InRange(verdict.Acknowledged, Deliveries / 2, Deliveries);
    }

    /// <summary>Frozen longer than its lease lasts, a writer wakes up to find its lane in other hands.</summary>
    [Fact]
    public async Task A_writer_that_was_frozen_does_nothing_twice()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);

        var verdict = await run.Judged(async () =>
        {
            // One after the other, because one of the two holds the lane.
            for (var instance = 0; instance < 2; instance++)
            {
                await Task.Delay(Over * 0.1, Ct);
                var frozen = fixture.Stack.Signal("writer", Stop, instance);
                await Task.Delay(LongerThanALease, Ct);
                frozen.Signal(Continue);
            }
        }, Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
    }

    private void KillOne(Random random)
    {
        var service = Services[random.Next(Services.Length)];
        var process = fixture.Stack.Signal(service, Signals.Kill, random.Next(2));
        TestContext.Current.TestOutputHelper?.WriteLine($"killed {service} {process.Pid}");
    }
}
