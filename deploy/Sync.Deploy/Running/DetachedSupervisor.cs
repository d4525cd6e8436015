using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>A supervisor in a session of its own, which outlives the command that starts it.</summary>
public static class DetachedSupervisor
{
    /// <summary>Starts one, shows what it says until it is ready, and leaves it.</summary>
    /// <exception cref="DeployException">It failed; it has taken down what it had started.</exception>
    public static async Task Start(Workplace workplace, Say say, CancellationToken ct)
    {
        var log = Log(workplace);
        Launch.Rotate(log);
        var launch = new Launch(log, "dotnet", Path.Combine(AppContext.BaseDirectory, "Sync.Deploy.dll"), "supervise")
        {
            Folder = workplace.Root,
            Variables = new Dictionary<string, string?> { ["SYNC_ROOT"] = workplace.Root, ["SYNC_LOCAL"] = workplace.Local },
        };
        using var process = launch.Start();
        var stamp = ProcessStamp.Of(process.Id);
        try
        {
            await Follow(workplace, stamp, say, ct);
        }
        catch (OperationCanceledException)
        {
            say.Step("interrupted: taking it down");
            await (stamp?.End(Signals.Terminate, TimeSpan.FromSeconds(90), CancellationToken.None) ?? Task.CompletedTask);
            throw;
        }
    }

    /// <summary>Waits until one that somebody else has started is ready.</summary>
    public static Task Await(Workplace workplace, Say say, CancellationToken ct) => SupervisorState.Alive(workplace) switch
    {
        { Phase: Phase.Ready } => Task.CompletedTask,
        var state => Follow(workplace, state?.Supervisor, say, ct),
    };

    private static string Log(Workplace workplace) => Path.Combine(workplace.Logs, "supervisor.log");

    private static async Task Follow(Workplace workplace, ProcessStamp? supervisor, Say say, CancellationToken ct)
    {
        var shown = 0;
        while (true)
        {
            var isAlive = supervisor?.IsAlive() == true;
            var state = SupervisorState.Read(workplace) is { } read && read.Supervisor == supervisor ? read : null;
            shown = Show(Log(workplace), shown, say);
            if (state is { Phase: Phase.Ready })
                return;
            if (!isAlive)
                throw new DeployException(state?.Error is null ? $"It did not come up. See {Log(workplace)}" : "It did not come up.");
            await Task.Delay(100, ct);
        }
    }

    // Only its progress: the table of addresses is printed by whoever asked.
    private static int Show(string log, int shown, Say say)
    {
        if (!File.Exists(log))
            return shown;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var table ? table + 1 : whole;
        foreach (var line in text[Math.Min(shown, end)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            say.Line(line);
        return Math.Max(shown, end);
    }
}
