using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Sync.Benchmarks.Load;

/// <summary>One keep-alive connection with at most one request under way, and just enough HTTP/1.1 to read its answer.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static ReadOnlySpan<byte> EndOfHeaders => "\r\n\r\n"u8;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[4_096];
    private int _received;

    public LoadConnection(Uri address)
    {
        _socket.Connect(IPAddress.Loopback, address.Port);
        Descriptor = (int)_socket.Handle;
    }

    public int Descriptor { get; }

    public bool IsBusy { get; private set; }

    /// <summary>When the request under way was sent.</summary>
    public long SentAt { get; private set; }

    /// <summary>False if the connection is gone.</summary>
    public bool Send(ReadOnlySpan<byte> request, long now)
    {
        (IsBusy, SentAt, _received) = (true, now, 0);
        while (request.Length > 0)
        {
            var sent = Libc.Send(Descriptor, request);
            if (sent < 0)
            {
                return false;
            }

            request = request[sent..];
        }

        return true;
    }

    /// <summary>The status of a whole answer; null while it is not whole; 0 if the connection is gone.</summary>
    public int? Receive()
    {
        var count = Libc.Receive(Descriptor, _answer.AsSpan(_received));
        if (count <= 0)
        {
            // Called only when poll(2) says that there is something: nothing to read is an end or a fault.
            IsBusy = false;
            return 0;
        }

        _received += count;
        var status = Read(_answer.AsSpan(0, _received));
        IsBusy = status is null;
        return status;
    }

    public void Dispose() => _socket.Dispose();

    private static int? Read(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf(EndOfHeaders);
        if (end < 0)
        {
            return null;
        }

        var headers = answer[..end];
        if (!headers.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(headers[9..], out int status, out _))
        {
            throw new BenchException("The answer is not HTTP/1.1.");
        }

        return answer.Length >= end + EndOfHeaders.Length + BodyLength(headers) ? status : null;
    }

    private static int BodyLength(ReadOnlySpan<byte> headers)
    {
        var at = headers.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + 18)..], out int length, out _)
            ? length
            : throw new BenchException("The answer has no Content-Length, which the load generator needs.");
    }
}
