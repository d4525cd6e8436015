using System.Globalization;

namespace Sync.Benchmarks.Machine;

/// <summary>What the kernel says of processes under /proc (proc(5)).</summary>
internal static class ProcFile
{
    // USER_HZ, in which the kernel tells times to programs: 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Parent and CPU seconds of every process. A process's own time includes that of children it has waited for.</summary>
    public static Dictionary<int, (int Parent, double Cpu)> All()
    {
        var all = new Dictionary<int, (int, double)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Stat(pid) is { } stat)
            {
                var ticks = stat[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
                all[pid] = (int.Parse(stat[1], CultureInfo.InvariantCulture), ticks / TicksPerSecond);
            }
        }

        return all;
    }

    /// <summary>CPU seconds that all cores have spent since the machine started, on anything.</summary>
    public static double MachineBusy()
    {
        // cpu user nice system idle iowait irq softirq steal …
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = fields[1..9].Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4] - ticks[7]) / TicksPerSecond;
    }

    /// <summary>Memory in RAM in MB: resident, shared pages included. 0 when the process has ended.</summary>
    public static double ResidentMegabytes(int pid) => Kilobytes($"/proc/{pid}/status", "VmRSS:") / 1_024.0;

    /// <summary>Memory in MB of which each page that several processes share counts in parts (proportional set size).</summary>
    public static double ProportionalMegabytes(int pid) => Kilobytes($"/proc/{pid}/smaps_rollup", "Pss:") / 1_024.0;

    public static string[] Arguments(int pid) => Split($"/proc/{pid}/cmdline");

    public static Dictionary<string, string> Environment(int pid) => Split($"/proc/{pid}/environ")
        .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);

    public static string Folder(int pid) => new DirectoryInfo($"/proc/{pid}/cwd").ResolveLinkTarget(true)?.FullName ?? "/";

    private static string[] Split(string file)
    {
        try
        {
            return File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string[]? Stat(int pid)
    {
        try
        {
            // The name stands in brackets and may itself hold blanks and brackets; the fields after it, from the state on.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Kilobytes(string file, string name)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return long.Parse(line?[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim() ?? "0", CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
