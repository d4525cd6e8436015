using System.Net;
using System.Net.Sockets;

namespace Sync.Sandbox.Tests;

/// <summary>Ports below the range from which the system takes its own.</summary>
internal static class FreePorts
{
    private static int _next = 22_000 + Random.Shared.Next(8_000);

    public static int Take()
    {
        while (true)
        {
            var port = 20_000 + (Interlocked.Increment(ref _next) % 12_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try the next one.
            }
        }
    }
}
