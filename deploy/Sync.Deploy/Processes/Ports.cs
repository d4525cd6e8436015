using System.Net;
using System.Net.Sockets;

namespace Sync.Deploy.Processes;

/// <summary>
/// Hands out TCP ports, each at most once. All are below 32768: from there on the kernel gives ports to outgoing connections, and a
/// server that starts again could find its own taken.
/// </summary>
public sealed class Ports
{
    private const int End = 32768;
    private readonly HashSet<int> _given = [];
    private readonly Lock _lock = new();

    /// <summary>The first choice if it is free, else the first free one from <paramref name="otherwise"/> on.</summary>
    /// <exception cref="DeployException">There is none.</exception>
    public int Take(int first, int otherwise)
    {
        lock (_lock)
        {
            foreach (var port in Enumerable.Range(otherwise, End - otherwise).Prepend(first))
            {
                if (!_given.Contains(port) && IsFree(port))
                {
                    _given.Add(port);
                    return port;
                }
            }
        }

        throw new DeployException($"No free TCP port between {otherwise} and {End}.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As servers do: connections of an earlier server that are still closing do not count.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
