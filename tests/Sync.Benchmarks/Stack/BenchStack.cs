using System.Collections;
using Npgsql;
using Sync.Benchmarks.Machine;

namespace Sync.Benchmarks.Stack;

/// <summary>A stack of our own, started by <c>deploy/up --detach</c> and ended, data and all, by <c>deploy/down --wipe</c>.</summary>
internal sealed class BenchStack : IAsyncDisposable
{
    private static readonly TimeSpan DownWithin = TimeSpan.FromSeconds(120);
    private readonly BenchPlace _place;
    private readonly Say _say;

    private BenchStack(BenchPlace place, Say say)
    {
        (_place, _say) = (place, say);
        Endpoints = Endpoints.Read(place);
        Database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Endpoints.Postgres) { CommandTimeout = 0, ApplicationName = "bench" });
        Queues = new Queues(Endpoints.RabbitMq);
        Sandbox = new SandboxControl(Endpoints.Sandbox.Control);
        Supervisor = Endpoints.ReadSupervisor(place);
    }

    public Endpoints Endpoints { get; }

    public NpgsqlDataSource Database { get; }

    public Queues Queues { get; }

    public SandboxControl Sandbox { get; }

    public int Supervisor { get; }

    /// <summary>The address that ActiveCampaign would call.</summary>
    public Uri Hook => new(Endpoints.Hooks["marketing"]);

    /// <param name="only">The one service to start beside servers and sandbox; null for all.</param>
    /// <param name="isLimited">The vendors allow what they really do; else anything.</param>
    public static async Task<BenchStack> Up(BenchPlace place, string? only, bool isLimited, Say say, CancellationToken ct)
    {
        await Down(place, wipe: true);
        place.WritePolicy(isLimited);
        say.Step(only is null ? "starting the whole stack" : $"starting {only} and the servers, nothing else");
        try
        {
            await Deploy(place, ["up", "--detach"], TimeSpan.FromSeconds(100), Environment(place, only), ct);
            var stack = new BenchStack(place, say);
            if (!isLimited)
            {
                await stack.Sandbox.LiftLimits(ct);
            }

            return stack;
        }
        catch
        {
            await Down(place, wipe: false);
            throw;
        }
    }

    /// <summary>The sandbox, which the supervisor started beside the services.</summary>
    public int SandboxProcess() => ProcFile.All().Where(process => process.Value.Parent == Supervisor).Select(process => process.Key)
        .First(pid => ProcFile.Arguments(pid).Any(argument => argument.Contains("Sync.Sandbox", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        _say.Step("taking the stack down");
        await Database.DisposeAsync();
        await Queues.DisposeAsync();
        Sandbox.Dispose();
        await Down(_place, wipe: true);
    }

    private static Task Down(BenchPlace place, bool wipe) => Deploy(
        place, wipe ? ["down", "--wipe"] : ["down"], DownWithin, Environment(place, null), CancellationToken.None);

    private static async Task Deploy(
        BenchPlace place, string[] command, TimeSpan grace, Dictionary<string, string> environment, CancellationToken ct)
    {
        var log = Path.Combine(place.Local, $"deploy-{command[0]}.log");
        File.Delete(log);
        var script = Path.Combine(place.Root, "deploy", command[0]);
        await using var child = Child.Start(log, place.Root, [script, .. command[1..]], environment);
        if (await child.Ended(grace, ct) != 0)
        {
            // It ends with the services' own logs, whose lines may be thousands of characters long.
            var end = string.Join('\n', File.ReadLines(log).TakeLast(12).Select(line => line.Length > 240 ? line[..240] + "…" : line));
            throw new BenchException($"deploy/{string.Join(' ', command)} failed. Logs are in {place.Logs}. The end of {log}:\n{end}");
        }
    }

    // What the environment says of servers, vendors and telemetry is for other stacks: this one has servers of its own, the sandbox
    // and no exporter. Settings of services (Ingress__Commits=4) and numbers of instances go through, to see what they do.
    private static Dictionary<string, string> Environment(BenchPlace place, string? only)
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string)entry.Value!))
            .Where(variable => !variable.Name.StartsWith("OTEL_", StringComparison.Ordinal)
                && (!variable.Name.StartsWith("SYNC_", StringComparison.Ordinal)
                    || variable.Name.StartsWith("SYNC_INSTANCES_", StringComparison.Ordinal)))
            .ToDictionary(variable => variable.Name, variable => variable.Value);
        variables["SYNC_LOCAL"] = place.Local;
        variables["SYNC_CONFIG"] = place.PolicyFile;
        foreach (var service in only is null ? [] : Directory.EnumerateDirectories(Path.Combine(place.Root, "services"), "Sync.*"))
        {
            var name = Path.GetFileName(service)["Sync.".Length..];
            variables[$"SYNC_INSTANCES_{name.ToUpperInvariant()}"] = name.Equals(only, StringComparison.OrdinalIgnoreCase) ? "1" : "0";
        }

        return variables;
    }
}
