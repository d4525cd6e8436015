using Sync.Benchmarks.Load;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>How long it takes from a form until the task for its person is known to be there: idle, and while many records go to
/// marketing, which allows five calls a second.</summary>
internal sealed class HandoffMeasure(Bench bench) : IDisposable
{
    private const int InOneCall = 100;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private int _persons;

    public async Task Run(CancellationToken ct)
    {
        await Measure(bench.Plan.WarmUp, ct);
        Add("idle", await Measure(bench.Span * 3, ct));
        if (bench.Plan.Records > 0)
        {
            await Beside(ct);
        }

        bench.Report.Figures.Add(new Figure("most calls to ActiveCampaign in any second", await bench.Stack.Sandbox.MostCallsOfMarketing(ct), "")
        {
            LimitName = "allowed", Limit = 5, Goal = Goal.Below(5, 5),
        });
    }

    public void Dispose() => _http.Dispose();

    private async Task Beside(CancellationToken ct)
    {
        var filling = Fill(ct);
        while ((await bench.Stack.Database.ToMarketing(ct)).Waiting < Math.Min(InOneCall, bench.Plan.Records / 2))
        {
            await Task.Delay(Every, ct);
        }

        var coming = await Measure(bench.Span * 3, ct);
        await filling;
        Add($"while {bench.Plan.Records:#,0} records come from the CRM", coming);
        Add("while they wait for marketing", await Measure(bench.Span * 3, ct));
        var (waiting, written) = await bench.Stack.Database.ToMarketing(ct);
        bench.Report.Notes.Add($"Handoffs: at the end {written:#,0} of the records had been written to marketing and {waiting:#,0} were still to be, "
            + "at five calls a second.");
    }

    private async Task Fill(CancellationToken ct)
    {
        foreach (var people in Enumerable.Range(0, bench.Plan.Records).Select(number => $"lead.{number}@bench.example.test").Chunk(InOneCall))
        {
            await bench.Stack.Sandbox.Add(people, ct);
        }
    }

    /// <summary>One person after the other asks for a demo.</summary>
    private async Task<Latencies> Measure(TimeSpan within, CancellationToken ct)
    {
        var sent = new Dictionary<string, DateTimeOffset>();
        using var timer = new PeriodicTimer(Every);
        for (var count = within / Every; sent.Count < count; await timer.WaitForNextTickAsync(ct))
        {
            var (number, now) = (++_persons, TimeProvider.System.GetUtcNow());
            sent.Add(FormSubmission.AddressOf(number), now);
            using var content = FormSubmission.Of(number, now);
            using var answer = await _http.PostAsync(bench.Stack.Hook, content, ct);
            answer.EnsureSuccessStatusCode();
        }

        return await Times(sent, ct);
    }

    private async Task<Latencies> Times(Dictionary<string, DateTimeOffset> sent, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var made = await bench.Stack.Database.TaskTimes([.. sent.Keys], ct);
            if (made.Count == sent.Count)
            {
                var times = new Latencies();
                foreach (var (email, at) in made)
                {
                    times.Add((at - sent[email]).TotalMilliseconds);
                }

                return times;
            }

            await Task.Delay(Every, ct);
        }

        throw new BenchException($"After {Patience.TotalSeconds:0} s there are still persons without their task.");
    }

    private void Add(string when, Latencies times)
    {
        bench.Say.Step($"handoffs {when}: p50 {times.Percentile(0.5):0} ms, p95 {times.Percentile(0.95):0} ms, p99 {times.Percentile(0.99):0} ms of {times.Count}");
        bench.Report.Figures.Add(new Figure($"form to task, {when}, p50", times.Percentile(0.5), "ms"));
        bench.Report.Figures.Add(new Figure($"form to task, {when}, p95", times.Percentile(0.95), "ms")
        {
            Goal = Goal.Below(3_000, 1_000), Detail = new Dictionary<string, object?> { ["handoffs"] = times.Count, ["p99"] = Math.Round(times.Percentile(0.99)) },
        });
    }
}
