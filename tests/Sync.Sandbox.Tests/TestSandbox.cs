using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Tests;

/// <summary>A sandbox of its own for one test, with clients for its ports.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private readonly SandboxHost _host;
    private readonly HttpClient _http = new();
    private string? _token;

    private TestSandbox(SandboxHost host, ManualTime time) => (_host, Time) = (host, time);

    public ManualTime Time { get; }

    public SandboxHost Host => _host;

    public static async Task<TestSandbox> Start(DateTimeOffset? started = null)
    {
        var time = new ManualTime();
        var options = new SandboxOptions
        {
            Control = FreePorts.Take(), ActiveCampaign = FreePorts.Take(), Zoho = FreePorts.Take(), Salesforce = FreePorts.Take(),
            IdsFrom = started is { } at ? SandboxOptions.IdsAt(at) : 0,
        };
        return new TestSandbox(await SandboxHost.Start(options, time, TestContext.Current.CancellationToken), time);
    }

    public Task<Reply> Control(string method, string path, object? body = null) => Send(_host.ControlAddress, method, path, body, []);

    public Task<Reply> Ac(string method, string path, object? body = null, string key = "sandbox-key") =>
        Send(_host.ActiveCampaignAddress, method, "/api/3/" + path, body, [("Api-Token", key)]);

    public async Task<Reply> Zoho(string method, string path, object? body = null, params (string, string)[] headers)
    {
        _token ??= await Token();
        return await Send(_host.ZohoAddress, method, "/crm/v8/" + path, body, [("Authorization", $"Zoho-oauthtoken {_token}"), .. headers]);
    }

    public Task<Reply> Raw(Uri address, string method, string path, object? body = null, params (string, string)[] headers) =>
        Send(address, method, path, body, headers);

    public async Task<string> Token() => (await Grant()).String("access_token")!;

    public Task<Reply> Grant(string grant = "grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=sandbox-client&client_secret=sandbox-secret") =>
        Send(_host.ZohoAddress, "POST", "/oauth/v2/token?" + grant, null, []);

    public void ForgetToken() => _token = null;

    public Task<Reply> Act(object action) => Control("POST", "/act", action);

    /// <summary>Inserts a record and gives its id.</summary>
    public async Task<string> Insert(string module, object record) =>
        (await Zoho("POST", module, new { data = new[] { record } })).String("data.0.details.id")!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<Reply> Send(Uri address, string method, string path, object? body, IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path));
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, answer, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
