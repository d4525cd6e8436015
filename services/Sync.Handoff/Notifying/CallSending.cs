using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Sync.Policy.Plays;

namespace Sync.Handoff.Notifying;

/// <summary>Calls a receiver by POST.</summary>
internal sealed class CallSending(TimeProvider time) : IDisposable
{
    private readonly HttpClient _public = Client(allowPrivate: false);
    private readonly HttpClient _any = Client(allowPrivate: true);

    public async Task<Telling> Send(CallPolicy receiver, Notification due, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url)
        {
            Content = new StringContent(due.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (receiver.Secret is { } secret)
        {
            Sign(request, secret, due);
        }

        try
        {
            using var answer = await (receiver.AllowPrivate ? _any : _public).SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? Telling.Arrived : Telling.Later($"the receiver answered {(int)answer.StatusCode}");
        }
        catch (Exception cause) when (cause is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return Telling.Later(cause.Message);
        }
    }

    public void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
    }

    private void Sign(HttpRequestMessage request, byte[] secret, Notification due)
    {
        var (id, seconds) = (FormattableString.Invariant($"msg_{due.HandoffId:N}_{due.Receiver}"), time.GetUtcNow().ToUnixTimeSeconds());
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", Signature.Of(secret, id, seconds, due.Body));
    }

    private static HttpClient Client(bool allowPrivate) => new(PublicConnections.Handler(allowPrivate)) { Timeout = TimeSpan.FromSeconds(10) };
}
