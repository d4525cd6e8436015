using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>
/// A server run as a process of our own. All it knows is in its state file, so that any process (the one that started it,
/// <c>deploy/down</c>, a test) can kill it and start it again.
/// </summary>
public abstract class PrivateServer : IServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly ServerPlace _place;

    protected PrivateServer(ServerKind kind, ServerPlace place)
    {
        Kind = kind;
        _place = place;
        Folder = place.FolderOf(kind);
        State = PrivateFile.ReadJson<ServerState>(place.StateOf(kind))!;
    }

    public ServerKind Kind { get; }

    public string Provider => State.Provider;

    public abstract string Address { get; }

    public bool IsOurs => true;

    public bool ShouldRun => Latest().ShouldRun;

    public bool IsRunning => Latest().Process?.IsAlive() == true;

    protected string Folder { get; }

    protected string LogFile => Path.Combine(Folder, "server.log");

    protected ServerState State { get; private set; }

    /// <summary>How long an orderly end may take before it is enforced.</summary>
    protected static TimeSpan Grace => TimeSpan.FromSeconds(20);

    public async Task Start(CancellationToken ct)
    {
        using var alone = await Alone(ct);
        await Launch(ct);
    }

    public async Task Stop(CancellationToken ct)
    {
        using var alone = await Alone(ct);
        Save(Latest() with { ShouldRun = false });
        await End(orderly: true, ct);
        Save(State with { Process = null, PortMapper = null });
    }

    public async Task Kill(CancellationToken ct)
    {
        using var alone = await Alone(ct);
        Save(Latest() with { ShouldRun = false });
        await End(orderly: false, ct);
    }

    public async Task Wipe(CancellationToken ct)
    {
        using var alone = await Alone(ct);
        Save(Latest() with { ShouldRun = false });
        await End(orderly: false, ct);
        DeleteData();
        await Launch(ct);
    }

    public async Task Delete(CancellationToken ct)
    {
        await Stop(ct);
        foreach (var folder in new[] { State.Data, Home, Folder }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The folder that was made for its data: <see cref="Folder"/>, or one elsewhere.</summary>
    protected abstract string Home { get; }

    /// <summary>Where to knock while it starts.</summary>
    protected virtual string ProbeAddress => Address;

    protected abstract Task Prepare(CancellationToken ct);

    protected abstract Launch Describe();

    /// <summary>What can only be done once it answers.</summary>
    protected virtual Task Complete(CancellationToken ct) => Task.CompletedTask;

    protected abstract Task End(bool orderly, CancellationToken ct);

    protected abstract void DeleteData();

    /// <summary>Moves off ports that something else took while this server was down.</summary>
    protected abstract Task<ServerState> Settle(ServerState state, ServerPlace place, CancellationToken ct);

    /// <summary>
    /// The port it had, because its address is known to others; a new one only when it never had one, or when that stays taken.
    /// </summary>
    protected static async Task<int> Keep(int port, ServerPlace place, int first, CancellationToken ct)
    {
        for (var tries = 0; port != 0 && tries < 20; tries++)
        {
            if (Ports.IsFree(port))
                return port;
            await Task.Delay(100, ct);
        }

        return place.Ports.Take(first, first);
    }

    protected void Save(ServerState state)
    {
        State = state;
        PrivateFile.WriteJson(_place.StateOf(Kind), state);
    }

    private ServerState Latest() => State = PrivateFile.ReadJson<ServerState>(_place.StateOf(Kind)) ?? State;

    private Task<FileLock> Alone(CancellationToken ct) => FileLock.Alone(Path.Combine(Folder, "server.lock"), ct);

    private async Task Launch(CancellationToken ct)
    {
        if (Latest().Process?.IsAlive() != true)
        {
            Save(await Settle(State, _place, ct));
            Processes.Launch.Rotate(LogFile);
        }

        try
        {
            if (await Ready(ct) is { } reason)
                throw new DeployException($"{Kind} did not start: {reason}. The end of {LogFile}:\n{LastLines()}");
            await Complete(ct);
        }
        catch
        {
            // Nothing that is half started stays behind.
            await End(orderly: false, CancellationToken.None);
            await End(orderly: true, CancellationToken.None);
            throw;
        }
    }

    private async Task<string?> Ready(CancellationToken ct)
    {
        // A server that was killed may refuse to start while the last of its children are still ending: a few tries.
        for (var tries = 1; ; tries++)
        {
            if (State.Process?.IsAlive() != true)
                await StartProcess(ct);
            var reason = await Readiness.Wait(Kind, ProbeAddress, StartLimit, () => State.Process?.IsAlive() != true, ct);
            if (reason is null || tries == 5 || State.Process?.IsAlive() == true)
                return reason;
            await Task.Delay(500, ct);
        }
    }

    private string LastLines() => Processes.Launch.LastLines(LogFile, 20);

    private async Task StartProcess(CancellationToken ct)
    {
        await Prepare(ct);
        var process = Describe().Start();
        Save(State with { Process = ProcessStamp.Of(process.Id), ShouldRun = true });
    }
}
