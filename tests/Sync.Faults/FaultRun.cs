using System.Globalization;
using Sync.Faults.Judging;
using Sync.Faults.Load;
using Sync.Testing.Stacks;

namespace Sync.Faults;

/// <summary>Load, a fault in the middle of it, quiescence, judgement.</summary>
internal sealed class FaultRun
{
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(120 + Scale.Of("SYNC_TEST_FAULT_SECONDS", 0));
    private readonly Stack _stack;
    private readonly LoadPlan _plan;
    private readonly Evidence _evidence;
    private readonly TimeSpan _over;

    private FaultRun(Stack stack, LoadPlan plan, Evidence evidence, TimeSpan over, int seed)
    {
        _stack = stack;
        _plan = plan;
        _evidence = evidence;
        _over = over;
        Seed = seed;
        Random = new Random(seed);
    }

    /// <summary>Repeats a run: set SYNC_FAULT_SEED to it.</summary>
    public int Seed { get; }

    public Random Random { get; }

    /// <summary>Puts the stack in order and plans the load.</summary>
    public static async Task<FaultRun> Prepare(Stack stack, int deliveries, TimeSpan over, CancellationToken ct)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SYNC_FAULT_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"SYNC_FAULT_SEED={seed}");
        await stack.Ready(TimeSpan.FromSeconds(60), ct);
        await stack.Quiet(QuietWithin, ct);
        await stack.Sandbox.Reset(ct);
        return new FaultRun(stack, LoadPlan.Make(deliveries, new Random(seed)), await Evidence.From(stack, ct), over, seed);
    }

    /// <summary>Sends everything, does <paramref name="fault"/> meanwhile, waits until nothing is left to do, and judges.</summary>
    public async Task<Verdict> Judged(Func<Task> fault, CancellationToken ct)
    {
        var load = new LoadGenerator(_stack).Run(_plan, _over, ct);
        await fault();
        await load;
        return await Judged(ct);
    }

    /// <summary>Waits until nothing is left to do, and judges what has been sent so far.</summary>
    public async Task<Verdict> Judged(CancellationToken ct)
    {
        await Arrived(ct);
        var verdict = Judge.Compare(_plan.Deliveries, await _evidence.Stored(ct), await _evidence.Held(ct));
        FaultReport.Add(Seed, verdict);
        return verdict;
    }

    /// <summary>A moment in the middle of the load.</summary>
    public Task RandomMoment(CancellationToken ct) => Task.Delay(_over * (0.2 + (0.6 * Random.NextDouble())), ct);

    // What was acknowledged into the broker's queue stands in no table yet: the inbox has to have it before quiet means anything. If it never
    // comes, the judge is to say so.
    private async Task Arrived(CancellationToken ct)
    {
        try
        {
            await Testing.Eventually.Within(QuietWithin, async () =>
            {
                await _stack.Quiet(QuietWithin, ct);
                var stored = (await _evidence.Stored(ct)).Select(row => row.Body).ToHashSet();
                return _plan.Deliveries.All(delivery => !delivery.IsAcknowledged || stored.Contains(delivery.Body));
            });
        }
        catch (TimeoutException e)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
        }
    }
}
