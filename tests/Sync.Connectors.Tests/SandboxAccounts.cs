using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Sync.Sandbox;

namespace Sync.Connectors.Tests;

/// <summary>The local vendors in this process, with an account at each; their limits are lifted.</summary>
public sealed class SandboxAccounts : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private SandboxHost _host = null!;

    public VendorConnection ActiveCampaign { get; private set; } = null!;

    public VendorConnection Zoho { get; private set; } = null!;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await Start();
        foreach (var vendor in new[] { "activecampaign", "zoho" })
        {
            await Control("PUT", "/limits", new { vendor, requestsPerSecond = (int?)null, dailyCredits = (int?)null, concurrency = (int?)null });
        }

        ActiveCampaign = KnownConnectors.All["activecampaign"].Open(
            new ConnectionSettings("marketing", "activecampaign", new Dictionary<string, string>
            {
                ["url"] = _host.ActiveCampaignAddress.ToString(), ["apiKey"] = "sandbox-key", ["timeoutSeconds"] = "60",
            }), _http, new FakeTokens());
        Zoho = KnownConnectors.All["zoho"].Open(
            new ConnectionSettings("sales", "zoho", new Dictionary<string, string>
            {
                ["accountsUrl"] = _host.ZohoAddress.ToString(), ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-secret",
                ["refreshToken"] = "sandbox-refresh", ["timeoutSeconds"] = "60",
            }), _http, new FakeTokens());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>What a person or the vendor's automation does.</summary>
    public Task<JsonElement> Act(object actions) => Control("POST", "/act", actions);

    public async Task<JsonElement> Control(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_host.ControlAddress, path))
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType()),
        };
        using var response = await _http.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    // Below the range from which the system takes ports for outgoing connections; whoever is faster makes us try again.
    private static async Task<SandboxHost> Start()
    {
        for (var tries = 0; ; tries++)
        {
            var first = Random.Shared.Next(20_000, 31_900);
            var options = new SandboxOptions { Control = first, ActiveCampaign = first + 1, Zoho = first + 2, Salesforce = first + 3 };
            try
            {
                return await SandboxHost.Start(options, ct: Ct);
            }
            catch (Exception cause) when (tries < 20 && cause is IOException or SocketException)
            {
                // Taken.
            }
        }
    }
}
