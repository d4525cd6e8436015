using Sync.Deploy;
using Sync.Deploy.TestRuns;
using Xunit;

namespace Sync.Testing;

/// <summary>
/// The PostgreSQL and RabbitMQ that all tests share: those of <c>deploy/test</c>, or, when one project is run alone, those that another
/// test process has started, else new ones. <see cref="Postgres"/> and <see cref="RabbitMq"/> use them by themselves; as an assembly
/// fixture this class only moves the start to before the first test.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private static readonly Lazy<Task<TestServers>> Shared = new(Start);

    /// <summary>An Npgsql connection string of an account that may create databases.</summary>
    public string Postgres { get; private set; } = "";

    /// <summary>An amqp URI.</summary>
    public string RabbitMq { get; private set; } = "";

    /// <summary>
    /// Servers for one test alone, which it may kill, stop and empty; they start empty and end with the object. Takes 3 to 10 s.
    /// </summary>
    /// <param name="name">Unlike that of any other in this test project; letters, digits and hyphens.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task<OwnServers> Own(string name, CancellationToken ct) => OwnServers.Start(Workplace.Find(), name, ct);

    public async ValueTask InitializeAsync()
    {
        var shared = await Get();
        Postgres = shared.Postgres;
        RabbitMq = shared.RabbitMq;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static Task<TestServers> Get() => Shared.Value;

    private static async Task<TestServers> Start()
    {
        var servers = await TestServers.Use(Workplace.Find(), new Say(Console.Error), CancellationToken.None);
        // Not when a class is done: the next class would start them all over.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => servers.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return servers;
    }
}
