using System.Net;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>What a sender sees at the door.</summary>
public sealed class DoorTests(PipelineStack fixture) : PipelineTest(fixture)
{
    // IngressOptions.MaxBodyBytes.
    private const int LargestBody = 1_000_000;

    private string Origin => Stack.Endpoints.Ingress!;

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_connection_look_the_same()
    {
        var wrongSecret = await Knock(HttpMethod.Post, $"{Origin}/hooks/marketing/wrong", SomeForm());
        var unknown = await Knock(HttpMethod.Post, $"{Origin}/hooks/nobody/wrong", SomeForm());
        var othersSecret = await Knock(HttpMethod.Post, Stack.Endpoints.Hooks["sales"].Replace("/sales/", "/marketing/", StringComparison.Ordinal), SomeForm());

        Assert.StartsWith("401", wrongSecret, StringComparison.Ordinal);
        Assert.Equal(wrongSecret, unknown);
        Assert.Equal(wrongSecret, othersSecret);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task A_probe_without_a_body_is_welcome(string method) =>
        Assert.StartsWith("200", await Knock(new HttpMethod(method), Stack.Hook().ToString(), method == "POST" ? "" : null), StringComparison.Ordinal);

    [Theory]
    [InlineData(LargestBody, HttpStatusCode.Accepted, false)]
    [InlineData(LargestBody + 1, HttpStatusCode.RequestEntityTooLarge, false)]
    [InlineData(LargestBody + 1, HttpStatusCode.RequestEntityTooLarge, true)]
    [InlineData(20 * LargestBody, HttpStatusCode.RequestEntityTooLarge, false)]
    public async Task A_body_may_be_a_megabyte_long(int length, HttpStatusCode expected, bool isChunked)
    {
        var form = SomeForm() + "&padding=";
        using var request = new HttpRequestMessage(HttpMethod.Post, Stack.Hook()) { Content = AcWebhook.Content(form.PadRight(length, 'x')) };
        request.Headers.TransferEncodingChunked = isChunked;
        // A large one is refused before it is read: without this, the refusal may be lost behind a broken connection.
        request.Headers.ExpectContinue = length > LargestBody;

        using var answer = await Stack.Http.SendAsync(request, Ct);

        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>ActiveCampaign switches a webhook off for good when it is told 410, and follows no redirect.</summary>
    [Fact]
    public async Task Nothing_is_answered_that_would_switch_the_sender_off()
    {
        var hook = Stack.Hook().ToString();
        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
        {
            foreach (var address in (string[])[hook, hook + "/", hook + "/more", $"{Origin}/hooks/marketing", $"{Origin}/", $"{hook}?x=%zz"])
            {
                var status = await Knock(new HttpMethod(method), address, method is "GET" or "HEAD" ? null : "%%%");
                Assert.DoesNotMatch("^(3|410|5)", status);
            }
        }
    }

    [Fact]
    public async Task Every_door_and_console_says_that_it_lives_and_is_ready()
    {
        var endpoints = Stack.Endpoints;
        foreach (var origin in endpoints.IngressAll!.Concat(endpoints.ConsoleAll!))
        {
            Assert.StartsWith("200", await Knock(HttpMethod.Get, $"{origin}/health/live", null), StringComparison.Ordinal);
            Assert.StartsWith("200", await Knock(HttpMethod.Get, $"{origin}/health/ready", null), StringComparison.Ordinal);
        }
    }

    private static string SomeForm() => AcWebhook.Form(AcContact.New(), DateTimeOffset.UtcNow);

    /// <summary>All that the answer shows, without the time.</summary>
    private async Task<string> Knock(HttpMethod method, string address, string? form)
    {
        using var request = new HttpRequestMessage(method, address) { Content = form is null ? null : AcWebhook.Content(form) };
        using var answer = await Stack.Http.SendAsync(request, Ct);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync(Ct)}";
    }
}
