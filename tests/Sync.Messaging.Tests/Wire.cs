using System.Net;
using System.Net.Sockets;

namespace Sync.Testing;

/// <summary>The network between a program and one of its servers. A test can cut it and mend it; the server notices nothing.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;
    private volatile bool _isCut;
    private int _hangUps;
    private int _connections;
    private volatile int _holdAfter = int.MaxValue;
    private volatile TaskCompletionSource _held = new();

    public Wire(string host, int port)
    {
        _listener.Start();
        _accepting = Accept(host, port);
    }

    /// <summary>How often somebody has connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks what is connected, and whatever tries to connect from now on.</summary>
    public void Cut()
    {
        _isCut = true;
        lock (_open)
        {
            foreach (var client in _open)
            {
                client.Close();
            }

            _open.Clear();
        }
    }

    public void Mend() => _isCut = false;

    /// <summary>Each connection falls silent once the server has said so many bytes through it, until the wire lets go.</summary>
    public void HoldAfter(int bytes)
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _holdAfter = bytes;
    }

    public void LetGo()
    {
        _holdAfter = int.MaxValue;
        _held.TrySetResult();
    }

    /// <summary>The next so many that connect are hung up on, as by a server that is just going down.</summary>
    public void HangUp(int times) => Volatile.Write(ref _hangUps, times);

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task Accept(string host, int port)
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = Join(near, host, port);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Join(TcpClient near, string host, int port)
    {
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(host, port, _end.Token);
            lock (_open)
            {
                _open.UnionWith([near, far]);
            }

            if (!_isCut && Interlocked.Decrement(ref _hangUps) < 0)
            {
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream(), _end.Token), Pass(far.GetStream(), near.GetStream()));
            }
        }
        catch (Exception cause) when (cause is IOException or SocketException or InvalidOperationException or OperationCanceledException)
        {
            // Either side has gone.
        }
        finally
        {
            near.Dispose();
        }
    }

    private async Task Pass(NetworkStream from, NetworkStream to)
    {
        var (buffer, passed) = (new byte[256], 0);
        while (await from.ReadAsync(buffer, _end.Token) is var count and > 0)
        {
            passed += count;
            if (passed > _holdAfter)
            {
                await _held.Task.WaitAsync(_end.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }
}
