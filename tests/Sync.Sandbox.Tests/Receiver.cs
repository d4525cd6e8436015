using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sync.Sandbox.Tests;

/// <summary>Takes webhooks and keeps their bodies.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Channel<string> _bodies = Channel.CreateUnbounded<string>();
    private readonly WebApplication _app;
    private IHeaderDictionary? _headers;

    private Receiver(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    /// <summary>What every delivery is answered.</summary>
    public int Status { get; set; } = 200;

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var receiver = new Receiver(app, address);
        app.Urls.Add(address.ToString());
        app.Run(receiver.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>A header of the delivery that came last.</summary>
    public string? LastHeader(string name) => _headers?.TryGetValue(name, out var values) is true ? values.ToString() : null;

    /// <summary>The next body, decoded as a form would be.</summary>
    public async Task<string> Next()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        return await _bodies.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next body as its decoded pairs, one a line.</summary>
    public async Task<string> NextForm() =>
        string.Join('\n', (await Next()).Split('&').Select(pair => Uri.UnescapeDataString(pair.Replace('+', ' ')))) + "\n";

    public async Task<bool> Silent()
    {
        await Task.Delay(150, TestContext.Current.CancellationToken);
        return !_bodies.Reader.TryPeek(out _);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _headers = new HeaderDictionary(http.Request.Headers.ToDictionary());
        _bodies.Writer.TryWrite(await reader.ReadToEndAsync(http.RequestAborted));
        http.Response.StatusCode = Status;
    }
}
