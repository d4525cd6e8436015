using Sync.Deploy.Provisioning;

namespace Sync.Deploy.Running;

/// <summary>Starts a server of ours again when it died; one that was stopped or killed on purpose stays down.</summary>
public sealed class ServerWatch(ServerPair servers, Say say)
{
    public async Task Run(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                foreach (var server in servers.Both.Where(server => server.IsOurs && !server.IsRunning && server.ShouldRun))
                    await Restart(server, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // We are going down.
        }
    }

    private async Task Restart(IServer server, CancellationToken ct)
    {
        say.Step($"{server.Kind} died: starting it again");
        try
        {
            await server.Start(ct);
        }
        catch (DeployException e)
        {
            say.Step(e.Message);
        }
    }
}
