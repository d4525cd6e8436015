using Sync.Connectors.ActiveCampaign;
using Sync.Connectors.Zoho;
using Sync.Contracts;

namespace Sync.Connectors.Tests.Http;

/// <summary>What becomes of calls that get no whole answer, on real sockets.</summary>
public sealed class VendorHttpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        using var http = new HttpClient();
        var target = ActiveCampaign(WireVendor.Nowhere(), http);

        Assert.Equal((FailureClasses.Network, "CONNECTION"), await Fault(target, write: true));
        Assert.Equal((FailureClasses.Network, "CONNECTION"), await Fault(target, write: false));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_fault_of_the_network()
    {
        using var http = new HttpClient();

        Assert.Equal((FailureClasses.Network, "CONNECTION"), await Fault(ActiveCampaign("http://nobody.invalid", http), write: true));
    }

    [Theory]
    [InlineData(true, FailureClasses.UnknownOutcome)]
    [InlineData(false, FailureClasses.Network)]
    public async Task A_connection_that_breaks_after_the_request_leaves_a_write_unknown(bool write, string expected)
    {
        await using var vendor = WireVendor.Start((socket, _, _) =>
        {
            socket.LingerState = new(true, 0);
            return Task.CompletedTask;
        });
        using var http = new HttpClient();

        Assert.Equal((expected, "CONNECTION"), await Fault(ActiveCampaign(vendor.Origin, http), write));
        Assert.Single(vendor.Requests);
    }

    [Theory]
    [InlineData(true, FailureClasses.UnknownOutcome)]
    [InlineData(false, FailureClasses.Network)]
    public async Task An_answer_that_does_not_come_leaves_a_write_unknown(bool write, string expected)
    {
        await using var vendor = WireVendor.Start((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var http = new HttpClient();

        Assert.Equal((expected, "TIMEOUT"), await Fault(ActiveCampaign(vendor.Origin, http, seconds: 1), write));
    }

    [Theory]
    [InlineData(true, FailureClasses.UnknownOutcome)]
    [InlineData(false, FailureClasses.Network)]
    public async Task An_answer_that_breaks_off_leaves_a_write_unknown(bool write, string expected)
    {
        await using var vendor = WireVendor.Start((socket, _, ct) =>
            WireVendor.Send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"contact\":", ct));
        using var http = new HttpClient();

        Assert.Equal((expected, "CONNECTION"), await Fault(ActiveCampaign(vendor.Origin, http), write));
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_runs_into_the_time_out()
    {
        await using var vendor = WireVendor.Start(async (socket, _, ct) =>
        {
            await WireVendor.Send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"contact\":", ct);
            await Task.Delay(Timeout.Infinite, ct);
        });
        using var http = new HttpClient();

        var target = ActiveCampaign(vendor.Origin, http, seconds: 1);

        Assert.Equal((FailureClasses.UnknownOutcome, "TIMEOUT"), await Fault(target, write: true));
    }

    [Fact]
    public async Task A_refusal_that_breaks_off_is_still_a_refusal()
    {
        await using var vendor = WireVendor.Start((socket, _, ct) =>
            WireVendor.Send(socket, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 500\r\n\r\n{", ct));
        using var http = new HttpClient();

        var result = await ActiveCampaign(vendor.Origin, http).Find(["a@example.test"], ["phone"], Ct);

        Assert.Equal((FailureClasses.Rate, TimeSpan.FromSeconds(3)), (result.Fault!.Class, result.Fault.RetryAfter));
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var vendor = WireVendor.Start(async (socket, _, ct) =>
        {
            await WireVendor.Send(socket, "HTTP/1.1 200 OK\r\n\r\n", ct);
            try
            {
                while (true)
                {
                    await socket.SendAsync(new byte[1024 * 1024], ct);
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The reader has gone.
            }
        });
        using var http = new HttpClient();

        var result = await ActiveCampaign(vendor.Origin, http).Find(["a@example.test"], ["phone"], Ct);

        Assert.Equal(FailureClasses.Network, result.Fault!.Class);
        Assert.Contains("larger than 16 MB", result.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_out_before_the_request_went_out_leaves_nothing_unknown()
    {
        using var http = new HttpClient(new Holding());

        var target = ActiveCampaign("http://vendor.test", http, seconds: 0.2);

        Assert.Equal((FailureClasses.Network, "TIMEOUT"), await Fault(target, write: true));
    }

    [Fact]
    public async Task The_time_out_of_the_callers_client_counts_too()
    {
        await using var vendor = WireVendor.Start((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };

        Assert.Equal((FailureClasses.UnknownOutcome, "TIMEOUT"), await Fault(ActiveCampaign(vendor.Origin, http), write: true));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so_and_not_that_the_vendor_failed()
    {
        await using var vendor = WireVendor.Start((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        var target = ActiveCampaign(vendor.Origin, http);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => target.Write("contacts", [Some.Record("1", "", ("phone", "1"))], patience.Token));
    }

    [Fact]
    public async Task A_token_that_does_not_come_leaves_nothing_unknown()
    {
        await using var vendor = WireVendor.Start((_, _, ct) => Task.Delay(Timeout.Infinite, ct));
        using var http = new HttpClient();
        var target = new ZohoConnector().Open(Some.Zoho(vendor.Origin, 0.3), http, new FakeTokens()).Target;

        var result = await target.Write("Leads", [Some.Record("1", "", ("Phone", "1"))], Ct);

        Assert.Equal((FailureClasses.Network, "TIMEOUT"), (result.Fault!.Class, result.Fault.Code));
    }

    private static async Task<(string, string)> Fault(ITarget target, bool write)
    {
        var fault = write
            ? (await target.Write("contacts", [Some.Record("1", "", ("phone", "1"))], Ct)).Fault
            : (await target.Find(["a@example.test"], ["phone"], Ct)).Fault;
        return (fault!.Class, fault.Code);
    }

    private static ITarget ActiveCampaign(string origin, HttpClient http, double seconds = 10) =>
        new ActiveCampaignConnector().Open(Some.ActiveCampaign(origin, seconds), http, new FakeTokens()).Target;

    /// <summary>Lets nothing through, as a pace that is used up does.</summary>
    private sealed class Holding : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
