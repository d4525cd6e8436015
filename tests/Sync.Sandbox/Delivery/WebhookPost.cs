using System.Net.Http.Headers;
using System.Text;

namespace Sync.Sandbox.Delivery;

/// <summary>Sends one delivery and waits ten seconds at most for its status.</summary>
internal sealed class WebhookPost(int connections) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // A vendor's delivery carries no trace of ours.
        ActivityHeadersPropagator = null,
    });

    /// <returns>The receiver's status; 0 when it did not answer.</returns>
    public async Task<int> Send(Webhook hook, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var request = Request(hook);
        foreach (var (name, value) in hook.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return (int)response.StatusCode;
        }
        catch (Exception silence) when (silence is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(Webhook hook)
    {
        if (hook.ByGet)
        {
            var query = Encoding.ASCII.GetString(hook.Body);
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(hook.Target) { Query = query }.Uri);
        }

        var content = new ByteArrayContent(hook.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(hook.ContentType);
        return new HttpRequestMessage(HttpMethod.Post, hook.Target) { Content = content };
    }
}
