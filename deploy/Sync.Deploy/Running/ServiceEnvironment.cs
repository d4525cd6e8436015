using Sync.Deploy.Provisioning;

namespace Sync.Deploy.Running;

/// <summary>
/// The environment variables that the services get. Addresses are ours to say; what the policy file asks for (urls, keys and secrets of
/// the connections) points at the sandbox, unless the environment has a value already.
/// </summary>
public sealed class ServiceEnvironment(
    Workplace workplace, ServerPair servers, Secrets secrets, SandboxEndpoints? sandbox, string? publicUrl)
{
    /// <summary>One small heap a process, and no time spent on profiling: many processes share few cores.</summary>
    public static IReadOnlyDictionary<string, string?> Runtime { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_gcServer"] = "0",
        // 16 MB (hexadecimal) between two collections of young objects: the default of a quarter megabyte collects at every few requests.
        ["DOTNET_GCgen0size"] = "1000000",
        ["DOTNET_TieredPGO"] = "0",
        // A thread without work sleeps at once: that it looks around for some first takes the core from a process that has some.
        ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
        // Compiled code is mapped once, not once to write and once to run: nothing that comes from outside is compiled.
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>True when a real account is to be used and nobody has said where it reaches the ingress.</summary>
    public static bool LacksPublicUrl =>
        (Given("SYNC_MARKETING_URL") ?? Given("SYNC_SALES_ACCOUNTS_URL")) is not null && Given("SYNC_PUBLIC_URL") is null;

    public IReadOnlyDictionary<string, string?> Of(string service, string origin)
    {
        var variables = new Dictionary<string, string?>(Runtime)
        {
            ["ASPNETCORE_URLS"] = origin,
            ["Storage__ConnectionString"] = servers.Postgres.Address,
            ["Messaging__Uri"] = servers.RabbitMq.Address,
            ["Policy__File"] = workplace.PolicyFile,
        };
        if (service == "console")
            variables["Console__OperatorToken"] = secrets.OperatorToken;
        foreach (var (name, value) in OfPolicy(secrets, sandbox, publicUrl))
            variables[name] = value;
        return variables;
    }

    /// <summary>What the policy file asks for.</summary>
    public static Dictionary<string, string?> OfPolicy(Secrets secrets, SandboxEndpoints? sandbox, string? publicUrl) =>
        Sample(secrets, sandbox, publicUrl).ToDictionary(variable => variable.Key, variable => Given(variable.Key) ?? variable.Value);

    private static Dictionary<string, string?> Sample(Secrets secrets, SandboxEndpoints? sandbox, string? publicUrl) => new()
    {
        ["SYNC_MARKETING_URL"] = sandbox?.ActiveCampaign,
        ["SYNC_MARKETING_KEY"] = "sandbox-key",
        ["SYNC_MARKETING_SECRET"] = secrets.MarketingHook,
        ["SYNC_SALES_ACCOUNTS_URL"] = sandbox?.Zoho,
        ["SYNC_SALES_CLIENT_ID"] = "sandbox-client",
        ["SYNC_SALES_CLIENT_SECRET"] = "sandbox-secret",
        ["SYNC_SALES_REFRESH_TOKEN"] = "sandbox-refresh",
        ["SYNC_SALES_SECRET"] = secrets.SalesHook,
        ["SYNC_SALES_CHAT_URL"] = sandbox is null ? null : $"{sandbox.Control}/chat",
        ["SYNC_PUBLIC_URL"] = publicUrl,
    };

    private static string? Given(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
