using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;

namespace Sync.Deploy.Running;

/// <summary>What a supervisor that was killed left behind.</summary>
public static class Leftovers
{
    public static async Task End(Workplace workplace, Say say, CancellationToken ct)
    {
        var left = SupervisorState.Read(workplace)?.Processes.Where(process => process.IsAlive()).ToList() ?? [];
        if (left.Count > 0)
            say.Step($"ending {left.Count} processes that an earlier run left behind");
        await Task.WhenAll(left.Select(process => process.End(Signals.Terminate, TimeSpan.FromSeconds(20), ct)));
        File.Delete(workplace.EndpointsFile);
    }

    /// <summary>Stops the servers of an earlier run; with <paramref name="wipe"/> their data goes too.</summary>
    public static async Task EndServers(ServerPlace place, bool wipe, Say say, CancellationToken ct)
    {
        foreach (var server in ServerFinder.OnlyOurs(say).Left(place))
        {
            if (server.IsRunning)
            {
                await server.Stop(ct);
                say.Step($"{server.Kind} stopped");
            }

            if (wipe)
                await server.Delete(ct);
        }

        if (wipe && Directory.Exists(place.Folder))
            Directory.Delete(place.Folder, recursive: true);
    }
}
