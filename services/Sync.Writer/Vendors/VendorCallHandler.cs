using System.Net;
using Sync.Connectors.Http;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;

namespace Sync.Writer.Vendors;

/// <summary>Every call to a vendor passes here: it is paced, it needs the lease, and it is counted and noted.</summary>
internal sealed class VendorCallHandler(
    ConnectionPolicy connection, CallPacing pacing, LaneLease lease, WriterMetrics metrics, Spending spending, TimeProvider time,
    HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await pacing.Enter(cancellationToken);
        var (began, at, status) = (time.GetTimestamp(), time.GetUtcNow(), 0);
        long? left = null;
        try
        {
            if (!lease.IsHeld)
            {
                throw new LeaseLostException();
            }

            var response = await base.SendAsync(request, cancellationToken);
            status = (int)response.StatusCode;
            left = VendorCost.LeftAfter(response);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                pacing.Refused();
            }

            return response;
        }
        finally
        {
            pacing.Leave();
            metrics.Called(connection.Name, status);
            spending.Count(VendorCost.Of(request), left);
            CallLog.Note(new HttpExchange(
                at, request.Method.Method, request.RequestUri!.AbsolutePath, status, (int)time.GetElapsedTime(began).TotalMilliseconds));
        }
    }
}
