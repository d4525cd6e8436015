using System.Diagnostics;

namespace Sync.Deploy.Processes;

/// <summary>
/// How to start a process that outlives us: in a session and group of its own (no Ctrl-C of ours reaches it), with its output going
/// straight into a file (no pipe that breaks when we end).
/// </summary>
public sealed record Launch(string LogFile, string Program, params IEnumerable<string> Arguments)
{
    public string Folder { get; init; } = "/";

    /// <summary>Added to our own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Starts it; the process that comes back is the program itself, because each step before it replaces itself by the next.
    /// </summary>
    public Process Start()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = Folder, UseShellExecute = false };
        foreach (var part in (string[])["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", LogFile, Program, .. Arguments])
            start.ArgumentList.Add(part);
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new DeployException($"{Program} could not be started.");
    }

    /// <summary>Keeps the previous run's log as one .old file.</summary>
    public static void Rotate(string logFile)
    {
        if (File.Exists(logFile))
            File.Move(logFile, logFile + ".old", overwrite: true);
    }

    public static string LastLines(string logFile, int count) =>
        File.Exists(logFile) ? string.Join('\n', File.ReadLines(logFile).TakeLast(count)) : "(no log)";
}
