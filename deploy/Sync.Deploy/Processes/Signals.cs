using System.Runtime.InteropServices;

namespace Sync.Deploy.Processes;

/// <summary>POSIX signals, and who we are: what the platform's own library does not offer.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    public static bool IsRoot => EffectiveUser() == 0;

    internal static bool Send(int target, int signal) => SendSignal(target, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int target, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
