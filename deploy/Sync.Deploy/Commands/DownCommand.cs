using System.CommandLine;
using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;
using Sync.Deploy.Running;

namespace Sync.Deploy.Commands;

public static class DownCommand
{
    // Services get 20 s to end, then each server.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var wipe = new Option<bool>("--wipe")
        {
            Description = "Also delete the data: servers' data, logs, secrets. A server that was given keeps its data.",
        };
        var command = new Command("deploy/down", "Stops all that deploy/up started, and nothing else.") { wipe };
        command.SetAction((parsed, ct) => Run(Workplace.Find(), parsed.GetValue(wipe), new Say(Console.Out), ct));
        return command;
    }

    public static async Task<int> Run(Workplace workplace, bool wipe, Say say, CancellationToken ct)
    {
        if (SupervisorState.Alive(workplace) is { } state)
        {
            say.Step("stopping");
            await state.Supervisor.End(Signals.Terminate, Limit, ct);
        }
        else
        {
            say.Step("nothing is up");
        }

        await Leftovers.End(workplace, say, ct);
        await Leftovers.EndServers(ServerPlace.ForUp(workplace, new Ports()), wipe, say, ct);
        File.Delete(workplace.SupervisorFile);
        if (wipe)
            Wipe(workplace);
        say.Step(wipe ? "down, and its data deleted" : "down");
        return 0;
    }

    private static void Wipe(Workplace workplace)
    {
        File.Delete(workplace.SecretsFile);
        if (Directory.Exists(workplace.Logs))
            Directory.Delete(workplace.Logs, recursive: true);
    }
}
