using Npgsql;
using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>A PostgreSQL of our own: on the loopback address, with a password of its own and durable as in production.</summary>
public sealed class PrivatePostgres(ServerPlace place) : PrivateServer(ServerKind.Postgres, place)
{
    private const string Owner = "sync";

    public override string Address => AddressOf("sync");

    protected override string ProbeAddress => AddressOf("postgres");

    /// <summary>
    /// Where its data will be: in the given folder if the account that runs it gets there, else in a new folder under /var/tmp.
    /// </summary>
    public static async Task<ServerState> NewState(string folder, CancellationToken ct)
    {
        // A source tree under /root or in a closed home is out of reach for another account.
        var home = await PostgresAccount.CanReach(folder, ct)
            ? folder
            : PostgresAccount.NewFolderForAll();
        return new ServerState { Provider = InstalledServers.ProviderName, Password = Passwords.New(), Data = Path.Combine(home, "data") };
    }

    protected override string Home => Path.GetDirectoryName(State.Data)!;

    protected override async Task<ServerState> Settle(ServerState state, ServerPlace place, CancellationToken ct) =>
        state with { Port = await Keep(state.Port, place, place.PostgresPort, ct) };

    protected override async Task Prepare(CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(State.Data, "PG_VERSION")))
            await PostgresCluster.Create(State, Owner, ct);
        await PostgresCluster.Configure(State, ct);
    }

    protected override Launch Describe()
    {
        var command = PostgresAccount.Run(Path.Combine(PostgresPrograms.For(State.Data), "postgres"), "-D", State.Data);
        return new Launch(LogFile, command[0], command[1..]) { Variables = NoVariables };
    }

    protected override async Task End(bool orderly, CancellationToken ct)
    {
        if (State.Process is not { } server || !server.IsAlive())
            return;

        if (orderly)
        {
            // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
            await server.End(Signals.Interrupt, Grace, ct);
            return;
        }

        // Each of its processes leads a group of its own, so one signal to the group does not reach them.
        var children = server.Children();
        server.Signal(Signals.Kill);
        foreach (var child in children)
            child.Signal(Signals.Kill);
        foreach (var process in children.Prepend(server))
            await process.Ended(Grace, ct);
    }

    protected override async Task Complete(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(ProbeAddress);
        await using var find = source.CreateCommand("select exists (select from pg_database where datname = 'sync')");
        if (await find.ExecuteScalarAsync(ct) is true)
            return;
        await using var create = source.CreateCommand("create database sync");
        await create.ExecuteNonQueryAsync(ct);
    }

    protected override void DeleteData()
    {
        if (Directory.Exists(State.Data))
            Directory.Delete(State.Data, recursive: true);
    }

    // The variables of a client (PGDATA, PGPORT, PGHOST …) would change the server's own settings.
    private static Dictionary<string, string?> NoVariables => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null);

    private string AddressOf(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = State.Port,
        Username = Owner,
        Password = State.Password,
        Database = database,
        // Eight services with Npgsql's own limit of 100 each would ask for more than max_connections.
        MaxPoolSize = 24,
    }.ConnectionString;
}
