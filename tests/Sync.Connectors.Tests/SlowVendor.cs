namespace Sync.Connectors.Tests;

/// <summary>Lets other callers go first now and then, as a network does.</summary>
internal sealed class SlowVendor : DelegatingHandler
{
    public SlowVendor()
        : base(new FakeVendor())
    {
    }

    public FakeVendor Vendor => (FakeVendor)InnerHandler!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Random.Shared.Next(3), cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
