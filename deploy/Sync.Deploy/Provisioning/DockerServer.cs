using System.Globalization;
using Npgsql;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>One container with a volume of its own; its port is published on the loopback address only.</summary>
public sealed class DockerServer : IServer, IVirtualHosts
{
    private readonly ServerPlace _place;
    private ServerState _state;

    public DockerServer(ServerKind kind, ServerPlace place)
    {
        Kind = kind;
        _place = place;
        _state = PrivateFile.ReadJson<ServerState>(place.StateOf(kind))!;
    }

    public ServerKind Kind { get; }

    public string Provider => DockerServers.ProviderName;

    public string Address => Kind == ServerKind.Postgres
        ? new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = _state.Port, Username = "sync", Password = _state.Password, Database = "sync", MaxPoolSize = 24,
        }.ConnectionString
        : $"amqp://sync:{_state.Password}@127.0.0.1:{_state.Port}/";

    public bool IsOurs => true;

    public bool ShouldRun => PrivateFile.ReadJson<ServerState>(_place.StateOf(Kind))?.ShouldRun == true;

    public bool IsRunning => Docker(CancellationToken.None, "inspect", "--format", "{{.State.Running}}", _state.Data)
        .GetAwaiter().GetResult() is { Succeeded: true } run && run.Output.Trim() == "true";

    public static ServerState NewState(ServerKind kind, ServerPlace place)
    {
        var (name, port) = kind == ServerKind.Postgres ? ("postgres", place.PostgresPort) : ("rabbitmq", place.RabbitMqPort);
        return new ServerState
        {
            Provider = DockerServers.ProviderName,
            Password = Passwords.New(),
            Data = $"sync-{name}-{Passwords.New()[..8].ToLowerInvariant()}",
            Port = place.Ports.Take(port, port),
        };
    }

    public async Task Start(CancellationToken ct)
    {
        if (!(await Docker(ct, "start", _state.Data)).Succeeded)
            await Must(ct, Describe());
        Save(shouldRun: true);
        if (await Readiness.Wait(Kind, Address, TimeSpan.FromSeconds(90), () => false, ct) is { } reason)
        {
            var log = await Docker(ct, "logs", "--tail", "20", _state.Data);
            throw new DeployException($"The container {_state.Data} did not become ready: {reason}\n{log.Output}");
        }
    }

    public async Task Stop(CancellationToken ct)
    {
        Save(shouldRun: false);
        await Must(ct, "stop", "--time", "20", _state.Data);
    }

    public async Task Kill(CancellationToken ct)
    {
        Save(shouldRun: false);
        await Must(ct, "kill", _state.Data);
    }

    public async Task Wipe(CancellationToken ct)
    {
        await Delete(ct);
        await Start(ct);
    }

    public async Task Delete(CancellationToken ct)
    {
        Save(shouldRun: false);
        await Docker(ct, "rm", "--force", _state.Data);
        await Docker(ct, "volume", "rm", "--force", _state.Data);
    }

    public async Task<string> AddVirtualHost(string name, CancellationToken ct)
    {
        await Must(ct, "exec", _state.Data, "rabbitmqctl", "--quiet", "add_vhost", name);
        await Must(ct, "exec", _state.Data, "rabbitmqctl", "--quiet", "set_permissions", "-p", name, "sync", ".*", ".*", ".*");
        return Address + name;
    }

    public Task DeleteVirtualHost(string name, CancellationToken ct) =>
        Must(ct, "exec", _state.Data, "rabbitmqctl", "--quiet", "delete_vhost", name);

    private string[] Describe()
    {
        var (inner, folder) = Kind == ServerKind.Postgres ? (5432, "/var/lib/postgresql/data") : (5672, "/var/lib/rabbitmq");
        string[] container =
        [
            "run", "--detach", "--name", _state.Data, "--volume", $"{_state.Data}:{folder}",
            "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_state.Port}:{inner}"),
        ];
        // Variables are named only: their values go through the environment, because a command line is readable by every account.
        return Kind == ServerKind.Postgres
            ? [.. container, "--shm-size", "256m", "--env", "POSTGRES_USER", "--env", "POSTGRES_PASSWORD", "--env", "POSTGRES_DB",
               "postgres:17", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB", "-c", "checkpoint_timeout=15min",
               "-c", "wal_compression=on", "-c", "max_connections=200"]
            // The node's data belongs to its host name, which would else be new in every container.
            : [.. container, "--hostname", "sync", "--env", "RABBITMQ_DEFAULT_USER", "--env", "RABBITMQ_DEFAULT_PASS",
               "rabbitmq:4-management"];
    }

    private void Save(bool shouldRun)
    {
        _state = _state with { ShouldRun = shouldRun };
        PrivateFile.WriteJson(_place.StateOf(Kind), _state);
    }

    private async Task Must(CancellationToken ct, params string[] arguments)
    {
        var run = await Docker(ct, arguments);
        if (!run.Succeeded)
            throw new DeployException($"docker {arguments[0]} failed: {run.Output.Trim()}");
    }

    private Task<Tool> Docker(CancellationToken ct, params string[] arguments) =>
        Tool.Run("docker", arguments, Secrets(), TimeSpan.FromMinutes(10), ct);

    private Dictionary<string, string?> Secrets() => new()
    {
        ["POSTGRES_USER"] = "sync",
        ["POSTGRES_PASSWORD"] = _state.Password,
        ["POSTGRES_DB"] = "sync",
        ["RABBITMQ_DEFAULT_USER"] = "sync",
        ["RABBITMQ_DEFAULT_PASS"] = _state.Password,
    };
}
