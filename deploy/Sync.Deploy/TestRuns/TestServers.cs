using Sync.Deploy.Provisioning;

namespace Sync.Deploy.TestRuns;

/// <summary>
/// The servers that tests share. The first process that uses them starts them, every further one joins, the last one to leave ends them;
/// file locks count the users, so that a test process that is killed counts no more.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Workplace _workplace;
    private readonly FileLock? _use;

    private TestServers(Workplace workplace, FileLock? use, string postgres, string rabbitMq)
    {
        _workplace = workplace;
        _use = use;
        Postgres = postgres;
        RabbitMq = rabbitMq;
    }

    /// <summary>An Npgsql connection string of an account that may create databases.</summary>
    public string Postgres { get; }

    /// <summary>An amqp URI.</summary>
    public string RabbitMq { get; }

    /// <summary>
    /// Those that <c>SYNC_TEST_POSTGRES</c> and <c>SYNC_TEST_RABBITMQ</c> name, as <c>deploy/test</c> sets them; else those that run
    /// already (<c>.local/test/servers.json</c>); else new ones.
    /// </summary>
    /// <exception cref="DeployException">None can be had; the message says what is missing.</exception>
    public static async Task<TestServers> Use(Workplace workplace, Say say, CancellationToken ct)
    {
        if (Given("SYNC_TEST_POSTGRES") is { } postgres && Given("SYNC_TEST_RABBITMQ") is { } rabbitMq)
            return new TestServers(workplace, null, postgres, rabbitMq);

        using var gate = await FileLock.Alone(GateFile(workplace), ct);
        var use = FileLock.TryShared(UsersFile(workplace))
            ?? throw new DeployException($"{UsersFile(workplace)} is locked by something else.");
        try
        {
            // Starting servers that run already only opens a connection to each.
            var pair = await ServerFinder.Default(say).StartBoth(ServerPlace.ForTests(workplace), ct);
            PrivateFile.WriteJson(AddressFile(workplace), new { Postgres = pair.Postgres.Address, Rabbitmq = pair.RabbitMq.Address });
            return new TestServers(workplace, use, pair.Postgres.Address, pair.RabbitMq.Address);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>The way to divide the broker.</summary>
    /// <exception cref="DeployException">It is a given one, which cannot be divided over AMQP.</exception>
    public IVirtualHosts VirtualHosts() => ServerFinder.OnlyOurs(Say.Nothing).Left(ServerPlace.ForTests(_workplace))
        .FirstOrDefault(server => server.Address == RabbitMq) as IVirtualHosts
        ?? throw new DeployException("Virtual hosts can only be added to a RabbitMQ of our own, and this one was given.");

    /// <summary>Makes the servers outlive their users (and their data), or end with them again.</summary>
    public static async Task Keep(Workplace workplace, bool keep, Say say, CancellationToken ct)
    {
        if (keep)
        {
            PrivateFile.Write(KeepFile(workplace), "");
            return;
        }

        File.Delete(KeepFile(workplace));
        using var gate = await FileLock.Alone(GateFile(workplace), ct);
        await EndIfUnused(workplace, say);
    }

    /// <summary>For tests that use none.</summary>
    public static TestServers None(Workplace workplace) => new(workplace, null, "", "");

    /// <summary>Leaves; the last one ends the servers and their data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_use is null)
            return;
        using var gate = await FileLock.Alone(GateFile(_workplace), CancellationToken.None);
        _use.Dispose();
        await EndIfUnused(_workplace, Say.Nothing);
    }

    private static async Task EndIfUnused(Workplace workplace, Say say)
    {
        using var last = FileLock.TryAlone(UsersFile(workplace));
        if (last is null || File.Exists(KeepFile(workplace)))
            return;
        File.Delete(AddressFile(workplace));
        foreach (var server in ServerFinder.OnlyOurs(say).Left(ServerPlace.ForTests(workplace)))
            await server.Delete(CancellationToken.None);
    }

    private static string GateFile(Workplace workplace) => Path.Combine(workplace.Test, "gate.lock");

    private static string UsersFile(Workplace workplace) => Path.Combine(workplace.Test, "users.lock");

    private static string KeepFile(Workplace workplace) => Path.Combine(workplace.Test, "keep");

    private static string AddressFile(Workplace workplace) => Path.Combine(workplace.Test, "servers.json");

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
