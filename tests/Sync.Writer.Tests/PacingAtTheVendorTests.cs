using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Sandbox;
using Sync.Sandbox.Tests;
using Sync.Writer.Vendors;

namespace Sync.Writer.Tests;

/// <summary>What the vendor itself counts when calls are paced to its limit and answered slowly.</summary>
public sealed class PacingAtTheVendorTests
{
    private const int Allowed = 5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    public async Task Slow_answers_never_make_the_vendor_count_a_call_too_many(int latencyMs)
    {
        await using var sandbox = await SandboxHost.Start(
            new SandboxOptions
            {
                Control = FreePorts.Take(), ActiveCampaign = FreePorts.Take(), Zoho = FreePorts.Take(), Salesforce = FreePorts.Take(),
            }, ct: Ct);
        using var http = new HttpClient();
        using var set = await http.PutAsJsonAsync(
            new Uri(sandbox.ControlAddress, "limits"), new { vendor = "activecampaign", requestsPerSecond = Allowed, latencyMs }, Ct);
        set.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Add("Api-Token", "sandbox-key");

        var begun = Stopwatch.GetTimestamp();
        var answers = await Call(http, new Uri(sandbox.ActiveCampaignAddress, "api/3/contacts"), callers: 4, each: 8);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answers.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds:F2} calls a second with answers after {latencyMs} ms");

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        var summary = await http.GetFromJsonAsync<JsonElement>(new Uri(sandbox.ControlAddress, "summary"), Ct);
        Assert.InRange(summary.GetProperty("activecampaign").GetProperty("maxCallsInOneSecond").GetInt32(), 1, Allowed);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Call(HttpClient http, Uri address, int callers, int each)
    {
        var pacing = new CallPacing(Allowed, TimeProvider.System);
        var made = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            var answers = new List<HttpStatusCode>();
            for (var call = 0; call < each; call++)
            {
                await pacing.Enter(Ct);
                using var answer = await http.GetAsync(address, Ct);
                pacing.Leave();
                answers.Add(answer.StatusCode);
            }

            return answers;
        }));
        return [.. made.SelectMany(answers => answers)];
    }
}
