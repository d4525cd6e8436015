using Sync.Deploy.Processes;

namespace Sync.Deploy.Provisioning;

/// <summary>Containers of the official images, when a Docker engine answers.</summary>
public sealed class DockerServers : IServerProvider
{
    public const string ProviderName = "docker";

    private readonly Lazy<Task<string?>> _refusal = new(AskEngine);

    public string Name => ProviderName;

    public bool IsDemanded => false;

    public Task<string?> WhyNot(ServerKind kind, CancellationToken ct) => _refusal.Value.WaitAsync(ct);

    public async Task<IServer> Start(ServerKind kind, ServerPlace place, CancellationToken ct)
    {
        Directory.CreateDirectory(place.FolderOf(kind));
        if (Left(kind, place) is null)
            PrivateFile.WriteJson(place.StateOf(kind), DockerServer.NewState(kind, place));
        var server = new DockerServer(kind, place);
        await server.Start(ct);
        return server;
    }

    public IServer? Left(ServerKind kind, ServerPlace place) =>
        PrivateFile.ReadJson<ServerState>(place.StateOf(kind)) is { Provider: ProviderName } ? new DockerServer(kind, place) : null;

    private static async Task<string?> AskEngine()
    {
        string[] question = ["info", "--format", "{{.ServerVersion}}"];
        var info = await Tool.Run("docker", question, new Dictionary<string, string?>(), TimeSpan.FromSeconds(10), CancellationToken.None);
        return info.Succeeded && info.Output.Trim().Length > 0 ? null : "no Docker engine answers";
    }
}
