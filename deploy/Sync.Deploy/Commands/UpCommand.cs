using System.CommandLine;
using Sync.Deploy.Provisioning;
using Sync.Deploy.Running;

namespace Sync.Deploy.Commands;

public static class UpCommand
{
    public static Command Create()
    {
        var detach = new Option<bool>("--detach") { Description = "Return when all is ready, and leave it running; deploy/down ends it." };
        var command = new Command(
            "deploy/up",
            "Starts servers, the sandbox and every service, waits until all are ready and prints where they are. Servers: SYNC_POSTGRES "
            + "and SYNC_RABBITMQ if set, else Docker, else installed ones as private instances, else installs them. "
            + "SYNC_INSTANCES_<SERVICE>=2 starts two of a service.") { detach };
        command.SetAction((parsed, ct) => Run(Workplace.Find(), parsed.GetValue(detach), ct));
        return command;
    }

    private static async Task<int> Run(Workplace workplace, bool detach, CancellationToken ct)
    {
        var say = new Say(Console.Out);
        if (SupervisorState.Alive(workplace) is not null)
        {
            await DetachedSupervisor.Await(workplace, say, ct);
            say.Line("It is up already.");
        }
        else if (detach)
        {
            await DetachedSupervisor.Start(workplace, say, ct);
        }
        else
        {
            return await Supervise(workplace, say, ct);
        }

        Addresses.Print(Endpoints.Read(workplace)!, workplace, say);
        return 0;
    }

    /// <summary>Stays until it is asked to end, then takes everything down.</summary>
    public static async Task<int> Supervise(Workplace workplace, Say say, CancellationToken ct)
    {
        await using var supervisor = new Supervisor(workplace, ServerFinder.Default(say), say, Environment.GetEnvironmentVariable);
        await supervisor.Start(ct);
        Addresses.Print(supervisor.Endpoints, workplace, say);
        say.Line("Ctrl-C takes it down.");
        await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        await supervisor.Stop();
        return 0;
    }
}
