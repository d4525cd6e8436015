namespace Sync.Deploy.Provisioning;

/// <summary>One running PostgreSQL or RabbitMQ.</summary>
public interface IServer
{
    ServerKind Kind { get; }

    /// <summary>The name of the provider that it comes from.</summary>
    string Provider { get; }

    /// <summary>An Npgsql connection string or an amqp URI. It does not change over the server's life.</summary>
    string Address { get; }

    /// <summary>
    /// False for a server that somebody gave us: it is neither started nor stopped nor emptied by us, and the methods below throw.
    /// </summary>
    bool IsOurs { get; }

    /// <summary>True as long as nobody stopped or killed it through this interface: if it does not run, it died by itself.</summary>
    bool ShouldRun { get; }

    bool IsRunning { get; }

    /// <summary>Starts it on the same port with the same data, and waits until it answers. Does nothing when it runs.</summary>
    Task Start(CancellationToken ct);

    /// <summary>Ends it in an orderly way.</summary>
    Task Stop(CancellationToken ct);

    /// <summary>Ends it with SIGKILL, all of its processes, as a power cut would.</summary>
    Task Kill(CancellationToken ct);

    /// <summary>Takes its data away and starts it empty, on the same port and with the same user.</summary>
    Task Wipe(CancellationToken ct);

    /// <summary>Ends it and takes away all that is left of it.</summary>
    Task Delete(CancellationToken ct);
}
