using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>What is remembered of a server of ours from one run to the next, and between processes.</summary>
public sealed record ServerState
{
    public required string Provider { get; init; }

    public required string Password { get; init; }

    /// <summary>The data folder (private instances) or the container's name (Docker).</summary>
    public required string Data { get; init; }

    public int Port { get; init; }

    /// <summary>RabbitMQ's node: its data belongs to this name, so it stays when the port moves.</summary>
    public string? Node { get; init; }

    public int DistributionPort { get; init; }

    public int PortMapperPort { get; init; }

    public ProcessStamp? Process { get; init; }

    public ProcessStamp? PortMapper { get; init; }

    /// <summary>Cleared by Stop and Kill: whoever watches over the server leaves it down then.</summary>
    public bool ShouldRun { get; init; }
}
