using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>Where a set of servers keeps its state and from which ports it takes its own.</summary>
/// <param name="Folder">One folder a server is made in it.</param>
/// <param name="PostgresPort">First choice.</param>
/// <param name="RabbitMqPort">First choice.</param>
/// <param name="Ports">Shared with whatever else takes ports in this process.</param>
public sealed record ServerPlace(string Folder, int PostgresPort, int RabbitMqPort, Ports Ports)
{
    public static ServerPlace ForUp(Workplace workplace, Ports ports) => new(workplace.Servers, 5440, 5680, ports);

    public static ServerPlace ForTests(Workplace workplace) => new(Path.Combine(workplace.Test, "servers"), 6440, 6680, new Ports());

    /// <summary>For a test that breaks its servers: they are its alone.</summary>
    public static ServerPlace ForOneTest(Workplace workplace, string name)
    {
        // Several processes take ports at once here; a start of their own each keeps them from taking the same one.
        var offset = Environment.ProcessId % 97 * 40;
        return new(Path.Combine(workplace.Test, "own", $"{name}-{Environment.ProcessId}"), 8440 + offset, 14440 + offset, new Ports());
    }

    public string FolderOf(ServerKind kind) => Path.Combine(Folder, kind == ServerKind.Postgres ? "postgres" : "rabbitmq");

    public string StateOf(ServerKind kind) => Path.Combine(FolderOf(kind), "server.json");
}
