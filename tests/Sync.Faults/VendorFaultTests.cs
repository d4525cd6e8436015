using System.Text.Json;

namespace Sync.Faults;

/// <summary>The CRM misbehaves for a while.</summary>
[Collection(nameof(SingleStack))]
public sealed class VendorFaultTests(SingleStack fixture)
{
    private const int Deliveries = 500;
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The worst answer is none: nobody knows what was done, and sending again may do it twice.</summary>
    [Fact]
    public async Task Answers_lost_after_the_write_make_no_duplicates()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);
        var before = await fixture.Stack.Sandbox.LastCall(Ct);
        // The first ones for certain, then a fifth of all calls.
        await fixture.Stack.Sandbox.Fault(
            new { vendor = "zoho", kind = "timeout-after-write", match = "/Leads", method = "POST", count = 2, delayMs = 200 }, Ct);
        await fixture.Stack.Sandbox.Fault(
            new { vendor = "zoho", kind = "timeout-after-write", match = "^/crm/v8/", rate = 0.2, delayMs = 200 }, Ct);

        var verdict = await run.Judged(() => Task.CompletedTask, Ct);

        await fixture.Stack.Sandbox.EndFaults(Ct);
        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
        Assert.NotEmpty(await Writes(before, status: 0));
    }

    [Fact]
    public async Task Ten_seconds_of_503_cost_neither_a_delivery_nor_a_dead_letter()
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);
        var before = await fixture.Stack.Sandbox.LastCall(Ct);

        var verdict = await run.Judged(
            () => fixture.Stack.Sandbox.Fault(new { vendor = "zoho", kind = "status", status = 503, seconds = 10 }, Ct), Ct);

        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
        // A vendor that is down is probed, not hammered.
        Assert.InRange((await Calls(before, status: 503)).Count, 1, 30);
    }

    /// <summary>Each way in which a vendor misbehaves: for all calls for a while, which SYNC_TEST_FAULT_SECONDS lengthens, and for one in ten
    /// throughout.</summary>
    [Theory]
    [InlineData("reset", 1.0, 8)]
    [InlineData("reset", 0.1, 20)]
    [InlineData("slow", 1.0, 8)]
    [InlineData("slow", 0.1, 20)]
    [InlineData("html", 1.0, 8)]
    [InlineData("html", 0.1, 20)]
    [InlineData("token-expired", 1.0, 8)]
    [InlineData("token-expired", 0.1, 20)]
    [InlineData("partial", 1.0, 8)]
    [InlineData("partial", 0.1, 20)]
    [InlineData("lock", 1.0, 8)]
    [InlineData("lock", 0.1, 20)]
    [InlineData("status", 1.0, 8, 429)]
    [InlineData("status", 0.1, 20, 429)]
    [InlineData("status", 0.1, 20, 500)]
    [InlineData("timeout-after-write", 1.0, 8)]
    public async Task Whatever_the_vendor_does_each_record_is_written_once(string kind, double rate, int seconds, int status = 503)
    {
        var run = await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct);
        var before = await fixture.Stack.Sandbox.LastCall(Ct);
        if (kind == "token-expired")
        {
            // Zoho gives ten tokens in ten minutes: a run that ends more of them waits that long, and it is not the wait that is judged here.
            await fixture.Stack.Sandbox.Limits(new { vendor = "zoho", tokensPerTenMinutes = (int?)null, grantsPerMinute = (int?)null }, Ct);
        }

        seconds = rate < 1 ? seconds : Scale.Of("SYNC_TEST_FAULT_SECONDS", seconds);
        await fixture.Stack.Sandbox.Fault(
            new { vendor = "zoho", kind, match = "^/crm/v8/", rate, seconds, status, retryAfter = 1, delayMs = 400 }, Ct);

        var verdict = await run.Judged(() => Task.CompletedTask, Ct);

        await fixture.Stack.Sandbox.EndFaults(Ct);
        Assert.True(verdict.IsClean, verdict.Describe());
        Assert.Equal(Deliveries, verdict.Acknowledged);
        Assert.Contains(await fixture.Stack.Sandbox.Calls(before, Ct), call => HasMet(kind, status, call));
    }

    /// <summary>What the vendor says is bad fails alone, whatever shares its calls, and can be sent through again.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0)]
    public async Task Records_that_the_vendor_refuses_fail_alone_and_a_replay_writes_them(double rate)
    {
        var (run, since) = (await FaultRun.Prepare(fixture.Stack, Deliveries, Over, Ct), DateTimeOffset.UtcNow);
        await fixture.Stack.Sandbox.Fault(
            new { vendor = "zoho", kind = "partial", code = "INVALID_DATA", match = "/Leads", method = "POST", rate, seconds = Scale.Of("SYNC_TEST_FAULT_SECONDS", 8) }, Ct);

        var verdict = await run.Judged(() => Task.CompletedTask, Ct);

        await fixture.Stack.Sandbox.EndFaults(Ct);
        Assert.Equal(Deliveries, verdict.Acknowledged);
        Assert.NotEmpty(verdict.DeadLettered);
        Assert.Empty(verdict.Lost.Concat(verdict.Duplicates).Concat(verdict.Unexpected).Concat(verdict.Contradicted));
        var replay = await fixture.Stack.Deploy(Ct, "sync", "replay", "--from", $"{since:O}");
        Assert.True(replay.Succeeded, replay.Output);
        var after = await run.Judged(Ct);
        // Each has two ends now, the refusal and the replay's.
        Assert.Empty(after.Lost.Concat(after.Duplicates).Concat(after.Unexpected).Concat(after.DeadLettered));
    }

    /// <summary>With SYNC_TEST_LOST_ANSWERS=1000 it takes half an hour.</summary>
    [Fact]
    public async Task However_many_answers_are_lost_nobody_is_written_twice()
    {
        var wanted = Scale.Of("SYNC_TEST_LOST_ANSWERS", 15);
        var lost = 0;
        while (lost < wanted)
        {
            var run = await FaultRun.Prepare(fixture.Stack, Deliveries / 5, Over, Ct);
            var before = await fixture.Stack.Sandbox.LastCall(Ct);
            await fixture.Stack.Sandbox.Fault(
                new { vendor = "zoho", kind = "timeout-after-write", match = "/Leads", method = "POST", rate = 0.5, delayMs = 100 }, Ct);

            var verdict = await run.Judged(() => Task.CompletedTask, Ct);

            await fixture.Stack.Sandbox.EndFaults(Ct);
            Assert.True(verdict.IsClean, verdict.Describe());
            lost += (await Writes(before, status: 0)).Count;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{lost} answers lost after the write");
    }

    private static bool HasMet(string kind, int status, JsonElement call)
    {
        var answered = call.GetProperty("status").GetInt32();
        return kind switch
        {
            "reset" or "timeout-after-write" => answered == 0,
            "slow" => call.GetProperty("ms").GetDouble() >= 400,
            "token-expired" => answered == 401,
            "lock" or "partial" => answered is 202 or 207 or 400,
            _ => answered == status,
        };
    }

    private async Task<IReadOnlyList<JsonElement>> Calls(long after, int status) =>
        [.. (await fixture.Stack.Sandbox.Calls(after, Ct)).Where(call => call.GetProperty("status").GetInt32() == status)];

    private async Task<IReadOnlyList<JsonElement>> Writes(long after, int status) =>
        [.. (await Calls(after, status)).Where(call => call.GetProperty("path").GetString()!.Contains("/Leads", StringComparison.Ordinal))];
}
