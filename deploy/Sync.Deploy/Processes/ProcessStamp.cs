using System.Diagnostics;
using System.Globalization;

namespace Sync.Deploy.Processes;

/// <summary>One process, told apart from a later one with the same number by when it started.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">Clock ticks between the machine's start and its own (proc(5), /proc/pid/stat, field 22).</param>
public sealed record ProcessStamp(int Pid, long Started)
{
    public bool IsAlive() => Of(Pid) == this;

    /// <summary>
    /// The process that has this number now; null when there is none, or when it has ended and only waits to be collected.
    /// </summary>
    public static ProcessStamp? Of(int pid) => Read(pid) is { State: not ('Z' or 'X') } stat ? new ProcessStamp(pid, stat.Started) : null;

    /// <summary>The processes it has started itself.</summary>
    public IReadOnlyList<ProcessStamp> Children() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Read(pid)?.Parent == Pid)
            .Select(Of)
            .OfType<ProcessStamp>(),
    ];

    public void Signal(int signal)
    {
        if (IsAlive())
            Signals.Send(Pid, signal);
    }

    /// <summary>To its whole group; only for a process that leads one, as all that <see cref="Launch"/> starts do.</summary>
    public void SignalGroup(int signal)
    {
        if (IsAlive())
            Signals.Send(-Pid, signal);
    }

    /// <summary>Waits for its end; false when it still runs after <paramref name="within"/>.</summary>
    public async Task<bool> Ended(TimeSpan within, CancellationToken ct = default)
    {
        var since = Stopwatch.GetTimestamp();
        while (IsAlive())
        {
            if (Stopwatch.GetElapsedTime(since) > within)
                return false;
            await Task.Delay(20, ct);
        }

        return true;
    }

    /// <summary>Asks it to end, and ends it (with its group) when it has not after <paramref name="grace"/>.</summary>
    public async Task End(int signal, TimeSpan grace, CancellationToken ct = default)
    {
        Signal(signal);
        if (await Ended(grace, ct))
            return;
        SignalGroup(Signals.Kill);
        Signal(Signals.Kill);
        await Ended(TimeSpan.FromSeconds(5), ct);
    }

    private static Stat? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            // The name stands in brackets and may itself hold blanks and brackets.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
            return new Stat(fields[0][0], parent, long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Stat(char State, int Parent, long Started);
}
