using System.Net.Http.Json;
using System.Text.Json;
using Sync.Benchmarks.Load;
using Sync.Benchmarks.Machine;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>Whether the sandbox could be what slows the others down: full of records and on one core, how many calls it answers.</summary>
internal sealed class SandboxMeasure(Bench bench)
{
    private const int Records = 100_000;
    private const int AtOnce = 1_000;
    private const int MustAnswer = 2_000;
    private const int AimAtAnswers = 5_000;
    private const string Grant =
        "oauth/v2/token?grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=sandbox-client&client_secret=sandbox-secret";

    private readonly SandboxAddresses _at = bench.Stack.Endpoints.Sandbox;
    private readonly int _pid = bench.Stack.SandboxProcess();

    public async Task Run(CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_at.Control) };
        using var granted = await http.PostAsync(new Uri(new Uri(_at.Zoho), Grant), null, ct);
        var token = (await granted.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("access_token").GetString()!;
        await Affinity.ToOneCore(_pid, ct);
        try
        {
            var contacts = await Fill(http, "activecampaign", "contacts", ct);
            var leads = await Fill(http, "zoho", "Leads", ct);
            bench.Say.Step($"the sandbox holds {contacts.Count + leads.Count:#,0} records in {ProcFile.ResidentMegabytes(_pid):0} MB");
            var noop = await Press(bench.Noop.Origin, VendorCalls.Noop(bench.Noop.Hook), bench.Noop.Pid, ct);
            Add("ActiveCampaign", await Press(new Uri(_at.ActiveCampaign), VendorCalls.ActiveCampaign("sandbox-key", contacts), _pid, ct), noop);
            Add("Zoho CRM", await Press(new Uri(_at.Zoho), VendorCalls.Zoho(token, leads), _pid, ct), noop);
        }
        finally
        {
            await Affinity.ToAllCores(_pid, CancellationToken.None);
            using var emptied = await http.PostAsync("reset", null, CancellationToken.None);
            await bench.Stack.Sandbox.LiftLimits(CancellationToken.None);
        }
    }

    /// <summary>Puts persons in without a webhook being sent.</summary>
    /// <returns>Their ids, by number.</returns>
    private static async Task<IReadOnlyList<string>> Fill(HttpClient control, string vendor, string module, CancellationToken ct)
    {
        var ids = new List<string>(Records);
        for (var start = 0; start < Records; start += AtOnce)
        {
            var acts = Enumerable.Range(start, AtOnce).Select(number => new { vendor, @do = "import", module, email = VendorCalls.AddressOf(number) });
            using var answer = await control.PostAsJsonAsync("act", acts, ct);
            var touched = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            ids.AddRange(touched.EnumerateArray().Select(record => record.GetProperty("id").ToString()));
        }

        return ids;
    }

    private async Task<Pressed> Press(Uri origin, Func<Random, HttpRequestMessage> next, int pid, CancellationToken ct)
    {
        await VendorLoad.Run(origin, next, bench.Plan.WarmUp, ct);
        var runs = new List<Pressed>();
        for (var run = 0; run < bench.Plan.Repeat; run++)
        {
            var cpu = ProcFile.All()[pid].Cpu;
            var (calls, took) = await VendorLoad.Run(origin, next, bench.Span, ct);
            runs.Add(new Pressed(calls / (ProcFile.All()[pid].Cpu - cpu), calls / took.TotalSeconds));
        }

        return runs.OrderBy(run => run.PerCoreSecond).ElementAt(runs.Count / 2);
    }

    private void Add(string vendor, Pressed seen, Pressed noop)
    {
        bench.Say.Step($"{vendor}: {seen.PerCoreSecond:0} calls a second of one core, {seen.PerSecond:0}/s on this machine now");
        bench.Report.Figures.Add(new Figure($"sandbox, {2 * Records:#,0} records: {vendor}'s calls on one core", seen.PerCoreSecond, "/s")
        {
            LimitName = "/s no-op", Limit = noop.PerCoreSecond, Goal = new Goal(MustAnswer, AimAtAnswers),
            Detail = new Dictionary<string, object?>
            {
                ["perSecondBesideOthers"] = Math.Round(seen.PerSecond), ["sandboxMegabytes"] = Math.Round(ProcFile.ResidentMegabytes(_pid)),
            },
        });
    }

    /// <param name="PerCoreSecond">Calls for each second of CPU time: what one core that does nothing else answers in a second.</param>
    /// <param name="PerSecond">Calls by the clock, with the load generator and all neighbours on the machine.</param>
    private sealed record Pressed(double PerCoreSecond, double PerSecond);
}
