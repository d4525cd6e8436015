namespace Sync.Deploy.Provisioning;

/// <summary>A RabbitMQ of ours can be divided; over AMQP alone, and so with a given broker, that cannot be done.</summary>
public interface IVirtualHosts
{
    /// <summary>Adds an empty virtual host that our user may use fully; takes about a second.</summary>
    /// <returns>Its amqp URI.</returns>
    Task<string> AddVirtualHost(string name, CancellationToken ct);

    /// <summary>Deletes it with all its queues.</summary>
    Task DeleteVirtualHost(string name, CancellationToken ct);
}
