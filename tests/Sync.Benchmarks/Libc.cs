using System.Runtime.InteropServices;

namespace Sync.Benchmarks;

/// <summary>System calls that the platform's library does not offer, or offers only with much around them.</summary>
internal static partial class Libc
{
    public const short PollIn = 1;
    public const int Terminate = 15;
    private const int DoNotWait = 0x40;
    private const int NoSignal = 0x4000;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    /// <summary>Waits until one of the sockets has something; 0 after the time, -1 when a signal came.</summary>
    public static int Poll(PollEntry[] entries, int milliseconds) => PollCall(ref entries[0], (nuint)entries.Length, milliseconds);

    /// <summary>Bytes sent; waits while the socket has no room. -1 when the connection is gone.</summary>
    public static int Send(int socket, ReadOnlySpan<byte> bytes) =>
        (int)SendCall(socket, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length, NoSignal);

    /// <summary>Bytes received; 0 at the end of the connection, -1 when there are none.</summary>
    public static int Receive(int socket, Span<byte> room) =>
        (int)ReceiveCall(socket, ref MemoryMarshal.GetReference(room), (nuint)room.Length, DoNotWait | NoSignal);

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    public static partial int FlushData(int descriptor);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int PollCall(ref PollEntry first, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "send")]
    private static partial nint SendCall(int socket, ref byte first, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    private static partial nint ReceiveCall(int socket, ref byte first, nuint length, int flags);
}
