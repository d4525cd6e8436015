using Sync.Deploy.Processes;
using Sync.Testing;

namespace Sync.Deploy.Tests;

/// <summary>A source tree in miniature, two services that only say that they are ready, and Sync.Deploy's commands run on it.</summary>
public sealed class StandIn : IAsyncLifetime
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    private const string Program = """
        var app = Microsoft.AspNetCore.Builder.WebApplication.Create(args);
        Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/health/ready", () => "ready");
        app.Run();
        """;

    private Dictionary<string, string?> _variables = [];

    public Workplace Workplace { get; } = MakeWorkplace();

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["Sync.Ingress", "Sync.Mapper"])
        {
            var folder = Path.Combine(Workplace.Root, "services", name);
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, name + ".csproj"), Project);
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program);
        }

        await File.WriteAllTextAsync(Path.Combine(Workplace.Root, "Sync.sln"), "");
        var servers = new Servers();
        await servers.InitializeAsync();
        _variables = new Dictionary<string, string?>
        {
            ["SYNC_ROOT"] = Workplace.Root,
            ["SYNC_LOCAL"] = Workplace.Local,
            ["SYNC_POSTGRES"] = servers.Postgres,
            ["SYNC_RABBITMQ"] = servers.RabbitMq,
            ["SYNC_INSTANCES_MAPPER"] = "2",
        };
    }

    public Task<Tool> Deploy(params string[] arguments) => Tool.Run(
        "dotnet", [typeof(Workplace).Assembly.Location, .. arguments], _variables, TimeSpan.FromMinutes(3),
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Deploy("down");
        Directory.Delete(Workplace.Root, recursive: true);
    }

    private static Workplace MakeWorkplace()
    {
        var root = Directory.CreateTempSubdirectory("sync-stand-in-").FullName;
        return new Workplace(root, Path.Combine(root, ".local"));
    }
}
