using Sync.Deploy.Commands;
using Sync.Deploy.Processes;
using Sync.Deploy.Running;

namespace Sync.Deploy.Tests;

public sealed class DownTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sync-down-");

    [Fact]
    public async Task A_process_that_got_the_number_of_an_ended_one_is_left_alone()
    {
        using var stranger = new Bystander();
        var ended = stranger.Stamp with { Started = 1 };
        var workplace = Remember(supervisor: ended, ended);

        await DownCommand.Run(workplace, wipe: false, Say.Nothing, TestContext.Current.CancellationToken);

        Assert.True(stranger.IsAlive);
    }

    [Fact]
    public async Task What_a_killed_supervisor_left_behind_is_ended()
    {
        using var service = new Launch(Path.Combine(_root.FullName, "service.log"), "sleep", "600").Start();
        var workplace = Remember(supervisor: new ProcessStamp(service.Id, 1), ProcessStamp.Of(service.Id)!);

        await DownCommand.Run(workplace, wipe: false, Say.Nothing, TestContext.Current.CancellationToken);

        // It has ended; that its parent, which is this test, has also heard of it may come a moment later.
        Assert.True(service.WaitForExit(TimeSpan.FromSeconds(5)));
        Assert.Null(SupervisorState.Read(workplace));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private Workplace Remember(ProcessStamp supervisor, params ProcessStamp[] processes)
    {
        var workplace = new Workplace(_root.FullName, Path.Combine(_root.FullName, ".local"));
        var state = new SupervisorState { Supervisor = supervisor, Phase = Phase.Ready, Processes = processes };
        PrivateFile.WriteJson(workplace.SupervisorFile, state);
        return workplace;
    }
}
