using System.Net;
using Sync.Testing;
using Sync.Writer.Lanes;
using Sync.Writer.Vendors;

namespace Sync.Writer.Tests;

public sealed class VendorCallHandlerTests(WriterHost host) : IClassFixture<WriterHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_lease_nothing_is_called()
    {
        var (name, vendor) = (Some.Word(), new Vendor());
        var lease = new LaneLease(host.Source, name, (await host.Source.Acquire(name, Guid.NewGuid(), 30))!.Value, 30, TimeProvider.System);
        using var http = Http(lease, vendor, new CallPacing(50, TimeProvider.System));
        await http.GetAsync("http://vendor.test/before", Ct);

        await lease.DisposeAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => http.GetAsync("http://vendor.test/after", Ct));
        Assert.Equal(1, vendor.Calls);
    }

    [Fact]
    public async Task A_call_that_fails_gives_its_place_back()
    {
        var (name, vendor) = (Some.Word(), new Vendor { Fails = true });
        await using var lease = new LaneLease(
            host.Source, name, (await host.Source.Acquire(name, Guid.NewGuid(), 30))!.Value, 30, TimeProvider.System);
        using var http = Http(lease, vendor, new CallPacing(1, TimeProvider.System));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("http://vendor.test/", Ct));
        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync("http://vendor.test/", Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct));

        Assert.Equal(2, vendor.Calls);
    }

    private HttpClient Http(LaneLease lease, Vendor vendor, CallPacing pacing) =>
        new(new VendorCallHandler(host.Policy.Connections["sales"], pacing, lease, host.Get<WriterMetrics>(), new Spending(null), TimeProvider.System, vendor));

    private sealed class Vendor : HttpMessageHandler
    {
        public int Calls { get; private set; }

        public bool Fails { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return Fails ? throw new HttpRequestException("refused") : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
