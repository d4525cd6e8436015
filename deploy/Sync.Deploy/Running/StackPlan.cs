using System.Globalization;
using Sync.Deploy.Processes;
using Sync.Deploy.Provisioning;

namespace Sync.Deploy.Running;

/// <summary>Everything that <c>deploy/up</c> starts, with the addresses at which it will be.</summary>
public sealed class StackPlan
{
    private const int Moved = 8100;
    private readonly Workplace _workplace;
    private readonly ServerPair _servers;
    private readonly IReadOnlyDictionary<string, string> _programs;
    private readonly Ports _ports;

    private StackPlan(Workplace workplace, ServerPair servers, IReadOnlyDictionary<string, string> programs, Ports ports, Secrets secrets)
    {
        _workplace = workplace;
        _servers = servers;
        _programs = programs;
        _ports = ports;
        Secrets = secrets;
    }

    public Secrets Secrets { get; }

    /// <summary>Where the sandbox is while nothing else has its ports.</summary>
    public static SandboxEndpoints UsualSandbox { get; } = new()
    {
        Control = Origin(8090), ActiveCampaign = Origin(8091), Zoho = Origin(8092), Salesforce = Origin(8093),
    };

    /// <summary>Where the ingress is while nothing else has its port.</summary>
    public static string UsualIngress { get; } = Origin(8080);

    public SandboxEndpoints? Sandbox { get; private set; }

    public ProcessPlan? SandboxProcess { get; private set; }

    public IReadOnlyList<ProcessPlan> Services { get; private set; } = [];

    public static string SandboxProject(string root) => Path.Combine(root, "tests", "Sync.Sandbox", "Sync.Sandbox.csproj");

    /// <param name="workplace">The tree, and where logs and secrets go.</param>
    /// <param name="services">The services to start.</param>
    /// <param name="programs">The program of each project, by the project's name.</param>
    /// <param name="servers">What the services connect to.</param>
    /// <param name="ports">Where to take ports.</param>
    /// <param name="variable">The environment that numbers of instances are read from.</param>
    public static StackPlan Make(
        Workplace workplace, IReadOnlyList<ServiceProject> services, IReadOnlyDictionary<string, string> programs,
        ServerPair servers, Ports ports, Func<string, string?> variable)
    {
        var plan = new StackPlan(workplace, servers, programs, ports, Secrets.Load(workplace.SecretsFile));
        if (programs.TryGetValue("Sync.Sandbox", out var sandbox))
            plan.AddSandbox(sandbox);
        var places = services.SelectMany(service => plan.Places(service, variable)).ToList();
        var environment = new ServiceEnvironment(
            workplace, servers, plan.Secrets, plan.Sandbox, places.FirstOrDefault(place => place.Service.Name == "ingress")?.Origin);
        plan.Services = [.. places.Select(place => plan.Describe(place, environment))];
        return plan;
    }

    public Endpoints Endpoints(IReadOnlyDictionary<string, int[]> processes)
    {
        var ingress = Origins("ingress");
        var console = Origins("console");
        return new Endpoints
        {
            Ingress = ingress.FirstOrDefault(),
            IngressAll = ingress.Count > 1 ? ingress : null,
            Console = console.FirstOrDefault(),
            ConsoleAll = console.Count > 1 ? console : null,
            OperatorToken = Secrets.OperatorToken,
            Hooks = new Dictionary<string, string>
            {
                ["marketing"] = $"{ingress.FirstOrDefault()}/hooks/marketing/{Secrets.MarketingHook}",
                ["sales"] = $"{ingress.FirstOrDefault()}/hooks/sales/{Secrets.SalesHook}",
            },
            Sandbox = Sandbox,
            Postgres = _servers.Postgres.Address,
            RabbitMq = _servers.RabbitMq.Address,
            Processes = processes,
        };
    }

    private static string Origin(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private List<string> Origins(string name) => [.. Services.Where(service => service.Name == name).Select(service => service.Origin)];

    private List<Place> Places(ServiceProject service, Func<string, string?> variable) =>
    [
        .. Enumerable.Range(1, service.Instances(variable)).Select(number => new Place(
            service,
            number == 1 ? service.Name : string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{number}"),
            Origin(_ports.Take(number == 1 ? service.Port : Moved, Moved)))),
    ];

    private ProcessPlan Describe(Place place, ServiceEnvironment environment) => new(
        place.Service.Name,
        place.Label,
        Program(_programs[place.Service.ProjectName], place.Label, environment.Of(place.Service.Name, place.Origin)),
        place.Origin, [$"{place.Origin}/health/ready"]);

    private Launch Program(string program, string label, IReadOnlyDictionary<string, string?> variables, params string[] arguments) =>
        new(Path.Combine(_workplace.Logs, label + ".log"), "dotnet", [program, .. arguments])
        {
            Folder = Path.GetDirectoryName(program)!,
            Variables = variables,
        };

    private void AddSandbox(string program)
    {
        var (control, activeCampaign) = (_ports.Take(8090, Moved), _ports.Take(8091, Moved));
        var (zoho, salesforce) = (_ports.Take(8092, Moved), _ports.Take(8093, Moved));
        Sandbox = new SandboxEndpoints
        {
            Control = Origin(control), ActiveCampaign = Origin(activeCampaign), Zoho = Origin(zoho), Salesforce = Origin(salesforce),
        };
        string[] arguments =
        [
            "--control", Text(control), "--activecampaign", Text(activeCampaign), "--zoho", Text(zoho), "--salesforce", Text(salesforce),
        ];
        SandboxProcess = new ProcessPlan(
            "sandbox", "sandbox", Program(program, "sandbox", ServiceEnvironment.Runtime, arguments), Sandbox.Control,
            [$"{Sandbox.Control}/health/ready", $"{Sandbox.Control}/summary"]);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private sealed record Place(ServiceProject Service, string Label, string Origin);
}
