using System.Text.Json;

namespace Sync.Benchmarks.Stack;

/// <summary>What <c>deploy/up</c> says of the stack that it started: <c>endpoints.json</c>.</summary>
internal sealed record Endpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required IReadOnlyDictionary<string, string> Hooks { get; init; }

    public required SandboxAddresses Sandbox { get; init; }

    public required string Postgres { get; init; }

    public required string RabbitMq { get; init; }

    public required IReadOnlyDictionary<string, int[]> Processes { get; init; }

    public static Endpoints Read(BenchPlace place) =>
        JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(Path.Combine(place.Local, "endpoints.json")), Json)!;

    /// <summary>The supervisor, whose descendants are all that runs.</summary>
    public static int ReadSupervisor(BenchPlace place)
    {
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(place.Local, "supervisor.json")));
        return state.RootElement.GetProperty("supervisor").GetProperty("pid").GetInt32();
    }
}

internal sealed record SandboxAddresses(string Control, string ActiveCampaign, string Zoho);
