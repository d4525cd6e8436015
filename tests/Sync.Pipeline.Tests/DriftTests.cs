using System.Net;
using System.Net.Http.Json;
using Sync.Testing.Stacks;
using Sync.Testing;

namespace Sync.Pipeline.Tests;

/// <summary>What goes wrong at the vendors is told by the doctor with its repair, and by an audit without being asked.</summary>
[Collection(nameof(DriftStack))]
[TestCaseOrderer(typeof(InOrderOfName))]
public sealed class DriftTests(DriftStack fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private Stack Stack => fixture.Stack;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T0_first_all_is_well() => await Healthy();

    [Fact]
    public async Task T1_a_scope_that_is_missing_is_named()
    {
        await Control(HttpMethod.Put, "switches", new { vendor = "zoho", withoutScopes = "ZohoCRM.coql.READ" });

        await Told("sales", "scope ZohoCRM.coql.READ: missing. Authorise the connection again and ask for this scope too.");

        await Control(HttpMethod.Put, "switches", new { vendor = "zoho", withoutScopes = "" });
        await Healthy();
    }

    [Fact]
    public async Task T2_a_key_that_was_revoked_is_named_and_an_alarm_until_it_is_good_again()
    {
        await Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "token-expired" });

        await Told("marketing", "key: invalid key. ", "Check connections.marketing.apiKey.");
        await Testing.Eventually.Within(Soon, async () => (await Alarms()).Any(alarm => alarm.Contains("marketing: key: invalid key", StringComparison.Ordinal)));

        await Control(HttpMethod.Delete, "faults", new { });
        await Testing.Eventually.Within(Soon, async () => !(await Alarms()).Any(alarm => alarm.Contains("marketing", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task T3_a_wrong_address_and_a_silent_one_read_differently()
    {
        await Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "slow", delayMs = 30_000 });
        await Told("marketing", "address: timed out. No answer within 15 s.");
        await Control(HttpMethod.Delete, "faults", new { });

        await Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "status", status = 404 });
        await Told("marketing", "address: wrong address. 127.0.0.1 answers, but not as the API", "Check connections.marketing.url.");
        await Control(HttpMethod.Delete, "faults", new { });
        await Testing.Eventually.Within(Soon, async () => (await Doctor("marketing")).ExitCode == 0);
    }

    [Fact]
    public async Task T4_a_webhook_that_was_deleted_is_named()
    {
        var hook = Assert.Single(await Stack.Sandbox.Hooks("activecampaign", Ct)).GetProperty("id").GetString();

        await ToAc(HttpMethod.Delete, $"webhooks/{hook}");

        await Told("marketing", "webhooks: the vendor sends nothing to this address", "It is put right by itself while the services run");
    }

    [Fact]
    public async Task T5_a_channel_that_ran_out_is_named()
    {
        var channel = (await Stack.Sandbox.Hooks("zoho", Ct))[0].GetProperty("channel_id").GetString();
        var end = DateTimeOffset.UtcNow.AddSeconds(1);
        await Stack.Crm.Send(HttpMethod.Patch, "actions/watch", new { watch = new[] { new { channel_id = channel, channel_expiry = $"{end:yyyy-MM-ddTHH:mm:ss}+00:00" } } }, Ct);
        await Testing.Eventually.Within(Soon, () => DateTimeOffset.UtcNow > end);

        await Told("sales", "webhooks: the vendor sends nothing to this address: deleted there, switched off, or its time ran out");
    }

    [Fact]
    public async Task T6_a_choice_that_was_removed_is_named()
    {
        await Control(HttpMethod.Put, "metadata", new { vendor = "zoho", module = "Leads", field = "Plan", removeValue = "Pro" });

        await Told("sales", "field Leads.Plan: has no choice 'Pro'. Add the choices, or map the values to some of 'Free', 'Enterprise'.");
    }

    [Fact]
    public async Task T7_a_field_that_was_deleted_is_named_and_told_as_an_alarm_without_asking()
    {
        await Control(HttpMethod.Put, "metadata", new { vendor = "zoho", module = "Leads", field = "Budget", delete = true });

        await Testing.Eventually.Within(Soon, async () => (await Alarms()).Any(alarm =>
            alarm.Contains("sales: field Leads.Budget: does not exist (since ", StringComparison.Ordinal)
            && alarm.EndsWith("Make the field in Leads, or correct the name in sync.yaml.", StringComparison.Ordinal)));
        await Told("sales", "field Leads.Budget: does not exist. Make the field in Leads, or correct the name in sync.yaml.");
    }

    private async Task Healthy()
    {
        var (exitCode, output) = await Doctor();

        Assert.True(exitCode == 0, output);
        Assert.Contains("marketing: all is well", output, StringComparison.Ordinal);
        Assert.Contains("sales: all is well", output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", output, StringComparison.Ordinal);
    }

    /// <summary>The doctor says so of a connection, and ends with 1.</summary>
    private async Task Told(string connection, params string[] words)
    {
        var (exitCode, output) = await Doctor(connection);

        Assert.True(exitCode == 1, output);
        Assert.Contains(output.Split('\n'), line => line.StartsWith("  WRONG  ", StringComparison.Ordinal)
            && Array.TrueForAll(words, each => line.Contains(each, StringComparison.Ordinal)));
    }

    private async Task<(int ExitCode, string Output)> Doctor(params string[] connection)
    {
        var doctor = await Stack.Deploy(Ct, ["sync", "doctor", .. connection]);
        return (doctor.ExitCode, doctor.Output);
    }

    private async Task<IReadOnlyList<string>> Alarms() =>
    [
        .. (await Stack.Console.Overview(Ct)).GetProperty("alarms").EnumerateArray()
            .Select(alarm => $"{alarm.GetProperty("text").GetString()} {alarm.GetProperty("cure").GetString()}"),
    ];

    private Task Control(HttpMethod method, string path, object body) => Call(method, new Uri($"{Stack.Endpoints.Sandbox!.Control}/{path}"), body);

    private Task ToAc(HttpMethod method, string path) => Call(method, new Uri($"{Stack.Endpoints.Sandbox!.ActiveCampaign}/api/3/{path}"), null);

    private async Task Call(HttpMethod method, Uri address, object? body)
    {
        // The account's limit is shared with the stack: a person who meets it tries again.
        await Eventually.Within(TimeSpan.FromSeconds(30), async () =>
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Api-Token", "sandbox-key");
            using var answer = await Stack.Http.SendAsync(request, Ct);
            Assert.True(
                answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.TooManyRequests, await answer.Content.ReadAsStringAsync(Ct));
            return answer.IsSuccessStatusCode;
        });
    }
}
