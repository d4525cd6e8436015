using System.Globalization;

namespace Sync.Deploy.Processes;

/// <summary>What runs on this machine, by command line.</summary>
public static class RunningProgram
{
    public static IEnumerable<ProcessStamp> Where(Func<string[], bool> matches) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && matches(Arguments(pid)))
        .Select(ProcessStamp.Of)
        .OfType<ProcessStamp>();

    /// <summary>True when a program in this folder, or below it, runs.</summary>
    public static bool IsIn(string folder) =>
        Where(arguments => arguments.Any(argument => argument.StartsWith(folder + "/", StringComparison.Ordinal))).Any();

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
