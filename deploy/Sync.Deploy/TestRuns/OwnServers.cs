using System.Globalization;
using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;

namespace Sync.Deploy.TestRuns;

/// <summary>Servers for one test alone, which may kill, stop and empty them. Never servers that somebody gave us.</summary>
public sealed class OwnServers : IAsyncDisposable
{
    private readonly ServerPair _pair;
    private readonly string _folder;

    private OwnServers(ServerPair pair, string folder)
    {
        _pair = pair;
        _folder = folder;
    }

    public IServer Postgres => _pair.Postgres;

    public IServer RabbitMq => _pair.RabbitMq;

    /// <summary>Starts both, empty; RabbitMQ takes 3 to 10 s.</summary>
    /// <param name="workplace">Where the tree is.</param>
    /// <param name="name">Unlike that of any other in this process; letters, digits and hyphens.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="DeployException">None can be had; the message says what is missing.</exception>
    public static async Task<OwnServers> Start(Workplace workplace, string name, CancellationToken ct)
    {
        await EndAbandoned(workplace, ct);
        var place = ServerPlace.ForOneTest(workplace, name);
        var pair = await ServerFinder.OnlyOurs(Say.Nothing).StartBoth(place, ct);
        return new OwnServers(pair, place.Folder);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _pair.Both)
            await server.Delete(CancellationToken.None);
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    // Of test processes that were killed: a folder ends in the number of the process that it belongs to.
    private static async Task EndAbandoned(Workplace workplace, CancellationToken ct)
    {
        var parent = Path.Combine(workplace.Test, "own");
        foreach (var folder in Directory.Exists(parent) ? Directory.GetDirectories(parent) : [])
        {
            var owner = int.Parse(folder[(folder.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
            if (ProcessStamp.Of(owner) is not null)
                continue;
            foreach (var server in ServerFinder.OnlyOurs(Say.Nothing).Left(new ServerPlace(folder, 0, 0, new Ports())))
                await server.Delete(ct);
            Directory.Delete(folder, recursive: true);
        }
    }
}
