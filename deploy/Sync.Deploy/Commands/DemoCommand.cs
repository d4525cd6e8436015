using System.CommandLine;
using Sync.Deploy.Demonstration;
using Sync.Deploy.Running;

namespace Sync.Deploy.Commands;

public static class DemoCommand
{
    public static Command Create()
    {
        var keep = new Option<bool>("--keep") { Description = "Leave everything up afterwards." };
        var command = new Command(
            "deploy/demo",
            "Starts what is not up, sends one person from ActiveCampaign to the CRM, and shows the record, its time line and how "
            + "long it took; then another one who asks for a demo, and the task that sales gets. Exit code 0 only if record and task are "
            + "right. What it started, it takes down again.") { keep };
        command.SetAction((parsed, ct) => Run(Workplace.Find(), parsed.GetValue(keep), ct));
        return command;
    }

    private static async Task<int> Run(Workplace workplace, bool keep, CancellationToken ct)
    {
        var say = new Say(Console.Out);
        var wasUp = SupervisorState.Alive(workplace) is not null;
        if (wasUp)
            await DetachedSupervisor.Await(workplace, say, ct);
        else
            await DetachedSupervisor.Start(workplace, say, ct);
        try
        {
            if (!wasUp)
                await Calm.Await(say, ct);
            using var demo = new Demo(Endpoints.Read(workplace)!, say);
            using var handoff = new HandoffDemo(Endpoints.Read(workplace)!, say);
            var isRight = await demo.Run(ct);
            return await handoff.Run(ct) && isRight ? 0 : 1;
        }
        catch (HttpRequestException e)
        {
            throw new DeployException($"A part of the system does not answer: {e.Message}. See {workplace.Logs}");
        }
        finally
        {
            if (!wasUp && !keep)
                await DownCommand.Run(workplace, wipe: false, say, CancellationToken.None);
        }
    }
}
