using System.Globalization;
using System.Net.Http.Headers;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Http;

/// <summary>Sends one call and answers with whatever came back, or with why nothing did. Retries nothing and paces nothing:
/// the caller's <see cref="HttpClient"/> does.</summary>
internal sealed class VendorHttp(HttpClient http, TimeSpan timeout, TimeProvider clock)
{
    private const int LargestReply = 16 * 1024 * 1024;

    /// <exception cref="OperationCanceledException">The caller gave up. The time-out of the call is a fault instead.</exception>
    public async Task<CallResult<VendorReply>> Send(VendorCall call, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        using var content = call.Body is { } body ? new SentContent(body, call.BodyType) : null;
        using var request = Request(call, content);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await Read(response, limit.Token);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException || IsTimeOut(cause, limit.Token))
        {
            ct.ThrowIfCancellationRequested();
            return CallResult<VendorReply>.Failed(FaultOf(cause, call.Writes && (content?.Started ?? !NeverArrived(cause))));
        }
    }

    private static HttpRequestMessage Request(VendorCall call, SentContent? content)
    {
        var request = new HttpRequestMessage(call.Method, call.Address) { Content = content };
        VendorCost.Set(request, call.Cost);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (call.Authorization is var (name, value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (call.ModifiedSince is { } since)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", IsoTime.Of(since));
        }

        return request;
    }

    private async Task<CallResult<VendorReply>> Read(HttpResponseMessage response, CancellationToken ct)
    {
        var body = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            await CopyBounded(stream, body, ct);
        }
        catch (Exception cause) when (!response.IsSuccessStatusCode && (cause is HttpRequestException or IOException))
        {
            // A refusal says enough by its status.
        }

        return CallResult<VendorReply>.Ok(new VendorReply(
            (int)response.StatusCode, body.ToArray(), RetryAfter(response), VendorCost.LeftAfter(response))
        {
            Date = response.Headers.Date,
        });
    }

    private static async Task CopyBounded(Stream from, MemoryStream to, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (to.Length + read > LargestReply)
            {
                throw new HttpRequestException($"The answer is larger than {LargestReply / 1024 / 1024} MB.");
            }

            to.Write(buffer, 0, read);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // A cancellation that is neither ours nor HttpClient's own time-out comes from whoever fences the calls: it is theirs to see.
    private static bool IsTimeOut(Exception cause, CancellationToken limit) =>
        cause is OperationCanceledException && (limit.IsCancellationRequested || cause.InnerException is TimeoutException);

    // Without a body nothing shows that the request left; only where there was no connection is it sure that it did not.
    private static bool NeverArrived(Exception cause) => cause is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError,
    };

    private VendorFault FaultOf(Exception cause, bool mayHaveHappened)
    {
        var (code, what) = cause is OperationCanceledException
            ? ("TIMEOUT", $"No answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.")
            : ("CONNECTION", VendorReply.Shorten(cause.GetBaseException().Message).TrimEnd('.') + ".");
        return mayHaveHappened
            ? new VendorFault(FailureClasses.UnknownOutcome, code, what + " The request had been sent: it may have been carried out.")
            : new VendorFault(FailureClasses.Network, code, what);
    }
}
