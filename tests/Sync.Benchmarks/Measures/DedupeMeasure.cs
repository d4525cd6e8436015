using System.Diagnostics;
using System.Globalization;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>How many changes of people nobody has met are matched and merged a second, with few persons known and with many.</summary>
internal sealed class DedupeMeasure(Bench bench)
{
    private const int Envelope = 100;
    private const int WarmUp = 5_000;
    private const int Known = 1_000_000;

    private int _people;

    public async Task Run(CancellationToken ct)
    {
        await Measure(WarmUp, ct);
        var few = await Runs("few persons known", ct);
        await bench.Stack.Database.Know(
            Known, known => bench.Say.Step($"making persons known: {known:#,0} of {Known:#,0}"), ct);
        await Measure(WarmUp, ct);
        var many = await Runs($"{Known:#,0} persons known", ct);
        bench.Report.Figures.Add(Describe("changes of new persons merged, few known", few));
        bench.Report.Figures.Add(Describe($"the same with {Known:#,0} persons known", many) with
        {
            LimitName = "/s few",
            Limit = Figure.Median(few),
            Goal = Goal.Share(must: 0.70, aim: 0.90),
        });
    }

    private async Task<IReadOnlyList<double>> Runs(string what, CancellationToken ct)
    {
        var runs = new List<double>();
        for (var run = 0; run < bench.Plan.Repeat; run++)
        {
            runs.Add(await Measure(bench.Plan.Deliveries, ct));
            bench.Say.Step($"{what}: {runs[^1]:0}/s");
        }

        return runs;
    }

    private async Task<double> Measure(int changes, CancellationToken ct)
    {
        var envelopes = Enumerable.Range(0, changes / Envelope).Select(_ => Enumerable.Range(0, Envelope).Select(_ => ++_people).ToList()).ToList();
        var bodies = envelopes.ConvertAll(people => ChangeEnvelope.Of(people));
        var began = Stopwatch.GetTimestamp();
        await bench.Stack.Queues.Publish("changes-mapped", bodies, ct);
        // An envelope is one transaction: where its last record is linked, it is through.
        var last = envelopes.ConvertAll(people => people[^1].ToString(CultureInfo.InvariantCulture)).ToArray();
        while (await bench.Stack.Database.Linked(last, ct) < last.Length)
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(5))
            {
                throw new BenchException("The changes were not merged within 5 minutes.");
            }

            await Task.Delay(20, ct);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await bench.Stack.Queues.Purge(ct);
        return envelopes.Count * Envelope / seconds;
    }

    private static Figure Describe(string name, IReadOnlyList<double> runs) =>
        new(name, Figure.Median(runs), "/s") { Measurements = [.. runs.Select(run => Math.Round(run, 1))] };
}
