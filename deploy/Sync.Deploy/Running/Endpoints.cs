using System.Text.Json.Serialization;

namespace Sync.Deploy.Running;

/// <summary>Where everything is that runs: the content of <c>.local/endpoints.json</c>.</summary>
public sealed record Endpoints
{
    public string? Ingress { get; init; }

    /// <summary>Every instance, when there are several.</summary>
    public IReadOnlyList<string>? IngressAll { get; init; }

    public string? Console { get; init; }

    /// <summary>Every instance, when there are several.</summary>
    public IReadOnlyList<string>? ConsoleAll { get; init; }

    /// <summary>The bearer token of the console's API.</summary>
    public required string OperatorToken { get; init; }

    /// <summary>The address that each vendor's webhooks go to, by the connection's name.</summary>
    public required IReadOnlyDictionary<string, string> Hooks { get; init; }

    /// <summary>The local vendors, and the port that controls them.</summary>
    public SandboxEndpoints? Sandbox { get; init; }

    public required string Postgres { get; init; }

    [JsonPropertyName("rabbitmq")]
    public required string RabbitMq { get; init; }

    /// <summary>The services' process ids. The supervisor writes the file again whenever one changes.</summary>
    public required IReadOnlyDictionary<string, int[]> Processes { get; init; }

    /// <summary>What the last <c>deploy/up</c> wrote; null when nothing is up.</summary>
    public static Endpoints? Read(Workplace workplace) => PrivateFile.ReadJson<Endpoints>(workplace.EndpointsFile);
}

public sealed record SandboxEndpoints
{
    public required string Control { get; init; }

    [JsonPropertyName("activecampaign")]
    public required string ActiveCampaign { get; init; }

    public required string Zoho { get; init; }

    public required string Salesforce { get; init; }
}
