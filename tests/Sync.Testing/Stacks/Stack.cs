using System.Globalization;
using System.Net;
using Npgsql;
using Sync.Deploy;
using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;
using Sync.Deploy.Running;

namespace Sync.Testing.Stacks;

/// <summary>
/// The whole system as <c>deploy/up</c> starts it, with servers, ports and a folder of its own, so that a test may break any part of it.
/// Takes 10 to 20 s to start, and longer when a program has to be built first: share one among the tests of a collection.
/// </summary>
public sealed class Stack : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private readonly Workplace _workplace;
    private readonly Dictionary<string, string?> _variables;
    private readonly Lazy<NpgsqlDataSource> _database;

    private Stack(Workplace workplace, IReadOnlyDictionary<string, string?> variables)
    {
        _workplace = workplace;
        _variables = new Dictionary<string, string?>
        {
            ["SYNC_ROOT"] = workplace.Root,
            ["SYNC_LOCAL"] = workplace.Local,
        };
        // Nobody else's servers, vendors or rules, whatever this process was started with.
        string[] others =
            ["SYNC_POSTGRES", "SYNC_RABBITMQ", "SYNC_CONFIG", "SYNC_MARKETING_URL", "SYNC_SALES_ACCOUNTS_URL", "SYNC_SALES_CHAT_URL",
                "SYNC_PUBLIC_URL"];
        foreach (var name in others)
            _variables[name] = null;
        foreach (var (name, value) in variables)
            _variables[name] = value;
        _database = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(Endpoints.Postgres));
        Sandbox = new VendorSandbox(Http, () => Endpoints.Sandbox!.Control);
        Crm = new CrmAccount(Http, () => Endpoints);
        Console = new OperatorConsole(Http, () => Endpoints);
    }

    /// <summary>Follows no redirect and adds no trace of its own.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    public VendorSandbox Sandbox { get; }

    public CrmAccount Crm { get; }

    public OperatorConsole Console { get; }

    /// <summary>Where everything is now: process ids change with every kill, so it is read anew each time.</summary>
    public Endpoints Endpoints => Endpoints.Read(_workplace)
        ?? throw new InvalidOperationException($"The stack in {_workplace.Local} is not up.");

    /// <summary>The stack's own database, for looking into what no interface shows.</summary>
    public NpgsqlDataSource Database => _database.Value;

    private ServerPlace Place => new(_workplace.Servers, 0, 0, new Ports());

    /// <summary>Starts one; it ends with the object, its data with it.</summary>
    /// <param name="name">Unlike that of any other in this test project; letters, digits and hyphens.</param>
    /// <param name="variables">Environment of the services, e.g. <c>Ingress__RepublishAfterSeconds</c>, and <c>SYNC_INSTANCES_…</c>.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<Stack> Start(string name, IReadOnlyDictionary<string, string?> variables, CancellationToken ct)
    {
        var home = Workplace.Find();
        await AbandonedStacks.End(home, ct);
        var folder = Path.Combine(AbandonedStacks.Parent(home), string.Create(CultureInfo.InvariantCulture, $"{name}-{Environment.ProcessId}"));
        var stack = new Stack(home with { Local = folder }, variables);
        var up = await stack.Deploy(ct, "up", "--detach");
        if (up.Succeeded)
            return stack;
        await stack.DisposeAsync();
        throw new InvalidOperationException($"The stack '{name}' did not come up:\n{up.Output}");
    }

    /// <summary>Runs a command of deploy/ on this stack, e.g. <c>sync dead-letters</c>.</summary>
    public Task<Tool> Deploy(CancellationToken ct, params string[] arguments) =>
        Tool.Run("dotnet", [typeof(Workplace).Assembly.Location, .. arguments], _variables, Limit, ct);

    /// <summary>The address that the marketing vendor posts to; with several instances, the one of <paramref name="instance"/>.</summary>
    public Uri Hook(int instance = 0)
    {
        var endpoints = Endpoints;
        var hook = endpoints.Hooks["marketing"];
        return new Uri(endpoints.IngressAll is { } all ? all[instance % all.Count] + hook[endpoints.Ingress!.Length..] : hook);
    }

    /// <summary>Posts a form as the marketing vendor would.</summary>
    public async Task<HttpStatusCode> Deliver(string form, CancellationToken ct, int instance = 0, string? traceParent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Hook(instance)) { Content = AcWebhook.Content(form) };
        if (traceParent is not null)
            request.Headers.Add("traceparent", traceParent);
        using var answer = await Http.SendAsync(request, ct);
        return answer.StatusCode;
    }

    /// <summary>Signals one process of a service; the supervisor starts it again.</summary>
    /// <returns>The process that was signalled.</returns>
    public ProcessStamp Signal(string service, int signal, int instance = 0)
    {
        var process = Endpoints.Processes[service] is { Length: > 0 } pids ? ProcessStamp.Of(pids[instance % pids.Length]) : null;
        process?.Signal(signal);
        return process ?? throw new InvalidOperationException($"{service} has no process at the moment.");
    }

    /// <summary>A server of this stack, which may be stopped, killed and emptied; one that is stopped so stays down until it is started.</summary>
    public IServer Server(ServerKind kind) => ServerFinder.OnlyOurs(Say.Nothing).Left(Place).Single(server => server.Kind == kind);

    /// <summary>Ends a server's processes by SIGKILL, behind the supervisor's back: it starts the server again.</summary>
    public async Task Crash(ServerKind kind, CancellationToken ct)
    {
        if (PrivateFile.ReadJson<ServerState>(Place.StateOf(kind))?.Process is not { } server)
        {
            // One in a container has no process of ours.
            await Server(kind).Kill(ct);
            await Server(kind).Start(ct);
            return;
        }

        var children = server.Children();
        server.SignalGroup(Signals.Kill);
        server.Signal(Signals.Kill);
        foreach (var child in children)
            child.Signal(Signals.Kill);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database.IsValueCreated)
            await _database.Value.DisposeAsync();
        Http.Dispose();
        AbandonedStacks.KeepLogs(_workplace);
        var down = await Deploy(CancellationToken.None, "down", "--wipe");
        if (!down.Succeeded)
            throw new InvalidOperationException($"The stack in {_workplace.Local} did not end:\n{down.Output}");
        Directory.Delete(_workplace.Local, recursive: true);
    }
}
