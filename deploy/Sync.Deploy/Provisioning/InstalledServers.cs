namespace Sync.Deploy.Provisioning;

/// <summary>
/// The programs of Debian's packages, run as private instances: the machine's own servers and their data are not touched.
/// </summary>
public sealed class InstalledServers : IServerProvider
{
    public const string ProviderName = "installed";

    public string Name => ProviderName;

    public bool IsDemanded => false;

    public Task<string?> WhyNot(ServerKind kind, CancellationToken ct) => Task.FromResult(kind switch
    {
        ServerKind.Postgres when PostgresPrograms.Find() is null => "no PostgreSQL in /usr/lib/postgresql/*/bin or on the PATH",
        ServerKind.Postgres => PostgresAccount.WhyNot(),
        _ => File.Exists(PrivateRabbitMq.Program) ? null : $"no {PrivateRabbitMq.Program}",
    });

    public async Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        Directory.CreateDirectory(place.FolderOf(kind));
        var server = (PrivateServer?)Left(kind, place) ?? await Create(kind, place, ct);
        await server.Start(ct);
        return server;
    }

    public IServer? Left(ServerKind kind, ServerPlace place) =>
        PrivateFile.ReadJson<ServerState>(place.StateOf(kind)) is { Provider: ProviderName } ? Open(kind, place) : null;

    private static PrivateServer Open(ServerKind kind, ServerPlace place) =>
        kind == ServerKind.Postgres ? new PrivatePostgres(place) : new PrivateRabbitMq(place);

    private static async Task<PrivateServer> Create(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        var folder = place.FolderOf(kind);
        var state = kind == ServerKind.Postgres ? await PrivatePostgres.NewState(folder, ct) : PrivateRabbitMq.NewState(folder, place);
        PrivateFile.WriteJson(place.StateOf(kind), state);
        return Open(kind, place);
    }
}
