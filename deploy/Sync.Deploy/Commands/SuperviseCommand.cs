using System.CommandLine;

namespace Sync.Deploy.Commands;

/// <summary>What <c>deploy/up --detach</c> leaves running.</summary>
public static class SuperviseCommand
{
    public static Command Create()
    {
        var command = new Command("deploy/supervise", "Supervises in the background; started by deploy/up --detach.") { Hidden = true };
        command.SetAction((_, ct) => UpCommand.Supervise(Workplace.Find(), new Say(Console.Out), ct));
        return command;
    }
}
