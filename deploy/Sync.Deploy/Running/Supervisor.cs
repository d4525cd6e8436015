using Sync.Deploy.Building;
using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;

namespace Sync.Deploy.Running;

/// <summary>Starts servers, sandbox and services, keeps them running, tells where they are, and takes them down again.</summary>
public sealed class Supervisor(Workplace workplace, ServerFinder finder, Say say, Func<string, string?> variable) : IAsyncDisposable
{
    // A start takes some 20 s; on a machine that is busy with other things as well, several times that.
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(3);
    private readonly ProcessStamp _self = ProcessStamp.Of(Environment.ProcessId)!;
    private readonly List<SupervisedProcess> _services = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _lock = new();
    private SupervisedProcess? _sandbox;
    private ServerPair? _servers;
    private StackPlan? _plan;
    private FileLock? _turn;
    private Task _serverWatch = Task.CompletedTask;
    private Phase _phase = Phase.Starting;
    private string? _error;

    public Endpoints Endpoints => _plan!.Endpoints(Pids());

    /// <summary>Brings everything up and writes endpoints.json. On failure it takes down what it had started.</summary>
    /// <exception cref="DeployException">Something did not come up, or another supervisor runs here.</exception>
    public async Task Start(CancellationToken ct)
    {
        _turn = FileLock.TryAlone(workplace.SupervisorLock)
            ?? throw new DeployException("Another deploy/up is at work here. Wait for it, or end it with deploy/down.");
        try
        {
            await Leftovers.End(workplace, say, ct);
            Save();
            await StartAll(ct);
            Enter(Phase.Ready);
        }
        catch (Exception e)
        {
            _error = e is DeployException ? e.Message : e.ToString();
            await Stop(Phase.Failed);
            throw;
        }
    }

    /// <summary>Ends what it has started: services, then the sandbox, then servers of ours.</summary>
    public Task Stop() => Stop(Phase.Stopping);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _over.Dispose();
    }

    private async Task StartAll(CancellationToken ct)
    {
        var ports = new Ports();
        var projects = ServiceProject.Discover(workplace.Root);
        var sandbox = StackPlan.SandboxProject(workplace.Root);
        string[] toPublish = [.. projects.Select(project => project.Project), .. File.Exists(sandbox) ? [sandbox] : Array.Empty<string>()];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var servers = StartServers(ports, either.Token);
        var programs = new Publisher(workplace, say).Publish(toPublish, either.Token);
        await Together(either, servers, programs);
        _plan = StackPlan.Make(workplace, projects, await programs, await servers, ports, variable);
        StartProcesses(_plan);
        await WaitUntilReady(ct);
        if (ServiceEnvironment.LacksPublicUrl)
            say.Step("SYNC_PUBLIC_URL is not set: no webhooks are registered with real accounts");
    }

    // The first failure ends the other, which may have minutes to go.
    private static async Task Together(CancellationTokenSource either, params Task[] tasks)
    {
        await foreach (var done in Task.WhenEach(tasks))
        {
            if (!done.IsCompletedSuccessfully)
                await either.CancelAsync();
        }

        var failure = tasks.FirstOrDefault(task => task.IsFaulted) ?? tasks.FirstOrDefault(task => task.IsCanceled);
        if (failure is not null)
            await failure;
    }

    private async Task<ServerPair> StartServers(Ports ports, CancellationToken ct)
    {
        _servers = await finder.StartBoth(ServerPlace.ForUp(workplace, ports), ct);
        _serverWatch = new ServerWatch(_servers, say).Run(_over.Token);
        return _servers;
    }

    private void StartProcesses(StackPlan plan)
    {
        if (plan.SandboxProcess is { } sandbox)
        {
            _sandbox = new SupervisedProcess(sandbox, Changed, say);
            _sandbox.Start();
        }

        foreach (var service in plan.Services)
            _services.Add(new SupervisedProcess(service, Changed, say));
        _services.ForEach(service => service.Start());
        say.Step($"started {string.Join(", ", All().Select(process => process.Plan.Label))}");
    }

    private async Task WaitUntilReady(CancellationToken ct)
    {
        using var probe = new HealthProbe(say);
        await probe.WaitForAll(All(), ReadyLimit, ct);
        say.Step("all are ready");
    }

    private async Task Stop(Phase phase)
    {
        if (_turn is null || _over.IsCancellationRequested)
            return;
        await _over.CancelAsync();
        Enter(phase);
        File.Delete(workplace.EndpointsFile);
        await Task.WhenAll(_services.Select(service => service.Stop()));
        if (_sandbox is not null)
            await _sandbox.Stop();
        await _serverWatch;
        foreach (var server in _servers?.Both.Where(server => server.IsOurs) ?? [])
            await server.Stop(CancellationToken.None);
        Save();
        _turn.Dispose();
        say.Step("stopped");
    }

    private IEnumerable<SupervisedProcess> All() => _sandbox is null ? _services : _services.Prepend(_sandbox);

    private Dictionary<string, int[]> Pids() => _services
        .GroupBy(service => service.Plan.Name)
        .ToDictionary(group => group.Key, group => group.Select(service => service.Current?.Pid).OfType<int>().ToArray());

    private void Enter(Phase phase)
    {
        _phase = phase;
        Changed();
    }

    private void Changed()
    {
        lock (_lock)
        {
            // Readers take the file's existence as "it is up", and whoever waits for us reads it as soon as we say that we are ready.
            if (_phase == Phase.Ready)
                PrivateFile.WriteJson(workplace.EndpointsFile, Endpoints);
            Save();
        }
    }

    private void Save() => PrivateFile.WriteJson(workplace.SupervisorFile, new SupervisorState
    {
        Supervisor = _self,
        Phase = _phase,
        Error = _error,
        Processes = [.. All().Select(process => process.Current).OfType<ProcessStamp>()],
    });
}
