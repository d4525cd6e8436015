using System.Globalization;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>
/// A RabbitMQ of our own: own node name, data, logs, configuration, Erlang cookie and port mapper (epmd), all on the loopback address.
/// The script in /usr/sbin would drop the environment, so the one below it is started.
/// </summary>
public sealed class PrivateRabbitMq(ServerPlace place) : PrivateServer(ServerKind.RabbitMq, place), IVirtualHosts
{
    public const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private const string User = "sync";

    public override string Address => $"amqp://{User}:{State.Password}@127.0.0.1:{State.Port}/";

    protected override string Home => State.Data;

    public static ServerState NewState(string folder, ServerPlace place)
    {
        var port = place.Ports.Take(place.RabbitMqPort, place.RabbitMqPort);
        return new ServerState
        {
            Provider = InstalledServers.ProviderName,
            Password = Passwords.New(),
            // RabbitMQ's scripts do not quote their paths.
            Data = folder.Any(char.IsWhiteSpace) ? Directory.CreateDirectory($"/var/tmp/sync-{Passwords.New()[..12]}").FullName : folder,
            Node = $"sync-{port}@localhost",
            Port = port,
        };
    }

    public async Task<string> AddVirtualHost(string name, CancellationToken ct)
    {
        await Command(ct, "add_vhost", name);
        await Command(ct, "set_permissions", "-p", name, User, ".*", ".*", ".*");
        return Address + name;
    }

    public Task DeleteVirtualHost(string name, CancellationToken ct) => Command(ct, "delete_vhost", name);

    protected override async Task<ServerState> Settle(ServerState state, ServerPlace place, CancellationToken ct) => state with
    {
        Port = await Keep(state.Port, place, place.RabbitMqPort, ct),
        DistributionPort = await Keep(state.DistributionPort, place, place.RabbitMqPort + 200, ct),
        PortMapperPort = state.PortMapper?.IsAlive() == true
            ? state.PortMapperPort
            : await Keep(state.PortMapperPort, place, place.RabbitMqPort + 400, ct),
    };

    protected override async Task Prepare(CancellationToken ct)
    {
        foreach (var name in (string[])["home", "log", "mnesia", "conf.d"])
            Directory.CreateDirectory(Path.Combine(State.Data, name));
        await File.WriteAllTextAsync(Path.Combine(State.Data, "enabled_plugins"), "[].\n", ct);
        await File.WriteAllTextAsync(Path.Combine(State.Data, "advanced.config"), "[].\n", ct);
        PrivateFile.Write(RabbitMqSettings.ConfigurationFile(State), RabbitMqSettings.Configuration(State, User));
        await StartPortMapper(ct);
    }

    protected override Launch Describe() => new(LogFile, Program) { Folder = State.Data, Variables = RabbitMqSettings.Variables(State) };

    protected override async Task End(bool orderly, CancellationToken ct)
    {
        if (State.Process is { } server && server.IsAlive())
        {
            if (orderly)
                await server.End(Signals.Terminate, Grace, ct);
            server.SignalGroup(Signals.Kill);
            await server.Ended(Grace, ct);
        }

        // It belongs to the machine rather than to the broker: a broker that is killed leaves it.
        if (orderly && State.PortMapper is { } mapper)
            await mapper.End(Signals.Terminate, TimeSpan.FromSeconds(2), ct);
    }

    protected override void DeleteData()
    {
        if (Directory.Exists(RabbitMqSettings.Database(State)))
            Directory.Delete(RabbitMqSettings.Database(State), recursive: true);
    }

    private async Task StartPortMapper(CancellationToken ct)
    {
        if (State.PortMapper?.IsAlive() == true)
            return;
        var port = State.PortMapperPort.ToString(CultureInfo.InvariantCulture);
        var launch = new Launch(Path.Combine(Folder, "epmd.log"), "epmd", "-port", port, "-address", "127.0.0.1");
        Save(State with { PortMapper = ProcessStamp.Of(launch.Start().Id) });
        while (State.PortMapper?.IsAlive() == true && Ports.IsFree(State.PortMapperPort))
            await Task.Delay(20, ct);
    }

    private async Task Command(CancellationToken ct, params string[] arguments)
    {
        var run = await Tool.Run(Control, ["--quiet", .. arguments], RabbitMqSettings.Variables(State), TimeSpan.FromSeconds(30), ct);
        if (!run.Succeeded)
            throw new DeployException($"rabbitmqctl {arguments[0]} failed with {run.ExitCode}: {run.Output.Trim()}");
    }
}
