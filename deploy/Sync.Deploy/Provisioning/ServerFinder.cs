namespace Sync.Deploy.Provisioning;

/// <summary>PostgreSQL and RabbitMQ, both running.</summary>
public sealed record ServerPair(IServer Postgres, IServer RabbitMq)
{
    public IEnumerable<IServer> Both => [Postgres, RabbitMq];
}

/// <summary>Asks the providers in turn and takes the first that delivers.</summary>
public sealed class ServerFinder(IReadOnlyList<IServerProvider> providers, Say say)
{
    /// <summary>Given, else Docker, else installed, else installed by us.</summary>
    public static ServerFinder Default(Say say) =>
        new([new GivenServers(), new DockerServers(), new InstalledServers(), new AptServers(say)], say);

    /// <summary>As the default, but never a server that is somebody else's: for tests that kill and empty their servers.</summary>
    public static ServerFinder OnlyOurs(Say say) => new([new DockerServers(), new InstalledServers(), new AptServers(say)], say);

    /// <summary>Both at once: RabbitMQ alone takes 6 to 10 s.</summary>
    public async Task<ServerPair> StartBoth(ServerPlace place, CancellationToken ct)
    {
        var postgres = Start(ServerKind.Postgres, place, ct);
        var rabbitMq = Start(ServerKind.RabbitMq, place, ct);
        try
        {
            await Task.WhenAll(postgres, rabbitMq);
        }
        catch
        {
            foreach (var started in (Task<IServer>[])[postgres, rabbitMq])
            {
                if (started.IsCompletedSuccessfully && started.Result.IsOurs)
                    await started.Result.Stop(CancellationToken.None);
            }

            throw;
        }

        return new ServerPair(await postgres, await rabbitMq);
    }

    /// <summary>The servers that an earlier run left behind in this place, running or not.</summary>
    public IReadOnlyList<IServer> Left(ServerPlace place) =>
    [
        .. from kind in Enum.GetValues<ServerKind>()
           from provider in providers
           let left = provider.Left(kind, place)
           where left is not null
           select left,
    ];

    private async Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        // The work before the first real wait must not hold up the other server.
        await Task.Yield();
        var reasons = new List<string>();
        foreach (var provider in providers)
        {
            var reason = await provider.WhyNot(kind, ct);
            try
            {
                if (reason is null)
                    return Tell(await provider.Start(kind, place, ct));
            }
            catch (DeployException e) when (!provider.IsDemanded)
            {
                reason = e.Message;
            }

            reasons.Add($"  {provider.Name}: {reason}");
        }

        throw new DeployException(Nothing(kind, reasons));
    }

    private IServer Tell(IServer server)
    {
        say.Step($"{server.Kind} is ready ({server.Provider})");
        return server;
    }

    private static string Nothing(ServerKind kind, IEnumerable<string> reasons)
    {
        var (variable, example, package) = kind == ServerKind.Postgres
            ? ("SYNC_POSTGRES", "Host=…;Username=…;Password=…;Database=sync", "postgresql")
            : ("SYNC_RABBITMQ", "amqp://user:password@host:5672/", "rabbitmq-server");
        return $"""
            No {kind} can be had here:
            {string.Join('\n', reasons)}
            Any one of these helps:
              set {variable}="{example}"
              start Docker
              install the package {package}
              run this as root on Debian or Ubuntu, which installs it
            """;
    }
}
