using Sync.Policy;
using Sync.Writer.Lanes;

namespace Sync.Writer.Vendors;

/// <summary>Every call to a vendor passes here: it is paced, it needs the lease, and it is counted.</summary>
internal sealed class VendorCallHandler(
    ConnectionPolicy connection, CallPacing pacing, LaneLease lease, WriterMetrics metrics, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pacing.Enter(cancellationToken);
        try
        {
            if (!lease.IsHeld)
            {
                throw new LeaseLostException();
            }

            var response = await base.SendAsync(request, cancellationToken);
            metrics.Called(connection.Name, (int)response.StatusCode);
            return response;
        }
        catch (HttpRequestException)
        {
            metrics.Called(connection.Name, 0);
            throw;
        }
        finally
        {
            pacing.Leave();
        }
    }
}
