using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sync.Connectors.Tests;

/// <summary>A vendor on a real socket, for what only a wire can do: hang, break off, send half.</summary>
internal sealed class WireVendor : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private WireVendor(TcpListener listener, Func<Socket, string, CancellationToken, Task> answer)
    {
        _listener = listener;
        _serving = Serve(answer);
    }

    public string Origin => $"http://{_listener.LocalEndpoint}";

    public List<string> Requests { get; } = [];

    public static WireVendor Start(Func<Socket, string, CancellationToken, Task> answer) => new(Listen(), answer);

    /// <summary>An address where nobody listens.</summary>
    public static string Nowhere()
    {
        var listener = Listen();
        var origin = $"http://{listener.LocalEndpoint}";
        listener.Stop();
        return origin;
    }

    public static Task Send(Socket socket, string text, CancellationToken ct) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), ct).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    // Below the range from which the system takes ports for outgoing connections.
    private static TcpListener Listen()
    {
        while (true)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return listener;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }

    private async Task Serve(Func<Socket, string, CancellationToken, Task> answer)
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_end.Token);
                var request = await Receive(socket, _end.Token);
                Requests.Add(request);
                await answer(socket, request, _end.Token);
            }
        }
        catch (Exception cause) when (_end.IsCancellationRequested && cause is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private static async Task<string> Receive(Socket socket, CancellationToken ct)
    {
        var text = "";
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, ct) is var read and > 0)
        {
            text += Encoding.UTF8.GetString(buffer, 0, read);
            if (IsWhole(text))
            {
                break;
            }
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture)).FirstOrDefault();
        return head >= 0 && text.Length - head - 4 >= length;
    }
}
