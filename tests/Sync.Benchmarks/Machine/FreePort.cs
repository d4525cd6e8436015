using System.Net;
using System.Net.Sockets;

namespace Sync.Benchmarks.Machine;

/// <summary>TCP ports for programs that we start.</summary>
internal static class FreePort
{
    // Below 32768: from there on the kernel gives ports to outgoing connections.
    private const int First = 8_300;
    private const int End = 32_768;

    /// <exception cref="BenchException">There is none.</exception>
    public static int Take() => Enumerable.Range(First, End - First).Where(IsFree).Select(port => (int?)port).FirstOrDefault()
        ?? throw new BenchException($"No free TCP port between {First} and {End}.");

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
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
