namespace Sync.Deploy.Provisioning;

/// <summary>One way to come to a server.</summary>
public interface IServerProvider
{
    string Name { get; }

    /// <summary>True when a person asked for just this one: a failure then ends the search.</summary>
    bool IsDemanded { get; }

    /// <summary>Why it cannot be used here, in words; null when it can.</summary>
    Task<string?> WhyNot(ServerKind kind, CancellationToken ct);

    /// <summary>Finds or starts the server whose state is kept in <paramref name="place"/>, and waits until it answers.</summary>
    /// <exception cref="DeployException">It did not come up; the message holds the end of its log.</exception>
    Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct);

    /// <summary>
    /// The server that an earlier run left in <paramref name="place"/>, running or not; null when none of this provider is there.
    /// </summary>
    IServer? Left(ServerKind kind, ServerPlace place);
}
