using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>
/// Who supervises, and what it has started: the content of <c>.local/supervisor.json</c>. <c>deploy/down</c> ends exactly these, each
/// recognised by its start time, so that a process number that went to somebody else is never signalled.
/// </summary>
public sealed record SupervisorState
{
    public required ProcessStamp Supervisor { get; init; }

    public required Phase Phase { get; init; }

    /// <summary>Why it failed, for whoever waits for it.</summary>
    public string? Error { get; init; }

    public required IReadOnlyList<ProcessStamp> Processes { get; init; }

    public static SupervisorState? Read(Workplace workplace) => PrivateFile.ReadJson<SupervisorState>(workplace.SupervisorFile);

    /// <summary>The state of a supervisor that is alive; null when there is none.</summary>
    public static SupervisorState? Alive(Workplace workplace) => Read(workplace) is { } state && state.Supervisor.IsAlive() ? state : null;
}

public enum Phase
{
    Starting,
    Ready,
    Stopping,
    Failed,
}
