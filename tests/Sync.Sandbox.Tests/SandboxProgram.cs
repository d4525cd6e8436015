using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Tests;

/// <summary>The sandbox as a process of its own, spoken to as anybody speaks to it: over its ports, by what is written of them.</summary>
public sealed class SandboxProgram : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly int[] _ports = [FreePorts.Take(), FreePorts.Take(), FreePorts.Take(), FreePorts.Take()];
    private readonly Process _process = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string[] names = ["--control", "--activecampaign", "--zoho", "--salesforce"];
        var arguments = names.Zip(_ports).SelectMany(pair => new[] { pair.First, pair.Second.ToString(CultureInfo.InvariantCulture) });
        _process.StartInfo = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Sync.Sandbox.dll"), .. arguments]) { RedirectStandardOutput = true };
        _process.Start();
        while (await _process.StandardOutput.ReadLineAsync(Ct) is { } line && !line.StartsWith("Sandbox ready", StringComparison.Ordinal))
        {
            // It says when it is.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>Empty, and in order.</summary>
    public Task Reset() => Control("POST", "/reset");

    internal Task<Reply> Control(string method, string path, object? body = null) => Send(0, method, path, body);

    internal Task<Reply> Act(object actions) => Control("POST", "/act", actions);

    internal Task<Reply> Ac(string method, string path, object? body = null, string key = "sandbox-key") =>
        Send(1, method, $"/api/3/{path}", body, ("Api-Token", key));

    internal async Task<Reply> Zoho(string method, string path, object? body = null, string? token = null) =>
        await Send(2, method, $"/crm/v8/{path}", body, ("Authorization", $"Zoho-oauthtoken {token ?? await Token()}"));

    internal async Task<string> Token() => (await Grant("refresh_token", "refresh_token=sandbox-refresh")).String("access_token")!;

    internal Task<Reply> Grant(string type, string what, string client = "sandbox-client", string secret = "sandbox-secret") =>
        Send(2, "POST", $"/oauth/v2/token?grant_type={type}&{what}&client_id={client}&client_secret={secret}", null);

    internal string ZohoOrigin => $"http://127.0.0.1:{_ports[2]}";

    private async Task<Reply> Send(int port, string method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{_ports[port]}{path}"));
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, Ct);
        return new Reply(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
