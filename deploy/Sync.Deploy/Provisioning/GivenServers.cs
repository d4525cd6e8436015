using Npgsql;

namespace Sync.Deploy.Provisioning;

/// <summary>
/// Servers that a person names in <c>SYNC_POSTGRES</c> and <c>SYNC_RABBITMQ</c>. They stay that person's: never stopped, never
/// emptied.
/// </summary>
public sealed class GivenServers : IServerProvider
{
    public string Name => "given";

    public bool IsDemanded => true;

    public Task<string?> WhyNot(ServerKind kind, CancellationToken ct) =>
        Task.FromResult(Address(kind) is null ? $"{Variable(kind)} is not set" : null);

    public async Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        var address = Address(kind)!;
        if (kind == ServerKind.Postgres)
            await CreateDatabase(address, ct);
        return await Readiness.Wait(kind, address, TimeSpan.FromSeconds(30), () => false, ct) is { } reason
            ? throw new DeployException($"The server that {Variable(kind)} names does not let us in: {reason}")
            : new GivenServer(kind, address);
    }

    public IServer? Left(ServerKind kind, ServerPlace place) => null;

    private static string Variable(ServerKind kind) => kind == ServerKind.Postgres ? "SYNC_POSTGRES" : "SYNC_RABBITMQ";

    private static string? Address(ServerKind kind) =>
        Environment.GetEnvironmentVariable(Variable(kind)) is { Length: > 0 } address ? address : null;

    private static async Task CreateDatabase(string address, CancellationToken ct)
    {
        try
        {
            await using var probe = new NpgsqlConnection(address);
            await probe.OpenAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var options = new NpgsqlConnectionStringBuilder(address);
            var name = options.Database!.Replace("\"", "\"\"", StringComparison.Ordinal);
            options.Database = "postgres";
            await using var source = NpgsqlDataSource.Create(options);
            await using var create = source.CreateCommand($"create database \"{name}\"");
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException)
        {
            // Not up yet: the wait that follows says so if it stays that way.
        }
    }

    private sealed class GivenServer(ServerKind kind, string address) : IServer
    {
        public ServerKind Kind => kind;

        public string Provider => "given";

        public string Address => address;

        public bool IsOurs => false;

        public bool ShouldRun => true;

        public bool IsRunning => true;

        public Task Start(CancellationToken ct) => throw NotOurs();

        public Task Stop(CancellationToken ct) => throw NotOurs();

        public Task Kill(CancellationToken ct) => throw NotOurs();

        public Task Wipe(CancellationToken ct) => throw NotOurs();

        public Task Delete(CancellationToken ct) => throw NotOurs();

        private DeployException NotOurs() => new($"The {kind} that {Variable(kind)} names is not ours to start, stop or empty.");
    }
}
