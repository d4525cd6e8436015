using System.Globalization;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Building;

/// <summary>The C# compiler's server process, which a build leaves running for ten minutes.</summary>
public static class CompilerServer
{
    /// <summary>Ends the one that was started under this name, and no other.</summary>
    public static void End(string name)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Arguments(pid).Contains($"-pipename:{name}"))
                ProcessStamp.Of(pid)?.Signal(Signals.Terminate);
        }
    }

    private static string[] Arguments(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
