namespace Sync.Deploy.Provisioning;

/// <summary>Installs Debian's packages, then runs them as <see cref="InstalledServers"/> does.</summary>
public sealed class AptServers(Say say) : IServerProvider
{
    private readonly InstalledServers _installed = new();

    public string Name => "apt";

    public bool IsDemanded => false;

    public Task<string?> WhyNot(ServerKind kind, CancellationToken ct) => Task.FromResult(AptPackages.WhyNot());

    public async Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        var package = kind == ServerKind.Postgres ? "postgresql" : "rabbitmq-server";
        await AptPackages.Install(package, say, ct);
        return await _installed.WhyNot(kind, ct) is { } reason
            ? throw new DeployException($"the package {package} was installed, but {reason}")
            : await _installed.Start(kind, place, ct);
    }

    public IServer? Left(ServerKind kind, ServerPlace place) => null;
}
