using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sync.Contracts;
using Sync.Policy;
using Sync.Sandbox;
using Sync.Sandbox.Tests;
using Sync.Storage;
using Sync.Testing;
using Sync.Writer.Checkups;
using Sync.Writer.Lanes;
using Sync.Writer.Operations;

namespace Sync.Writer.Tests;

/// <summary>A sandbox of its own, two connections to it with a route each way, and writers that work for them.</summary>
internal sealed class VendorWorld : IAsyncDisposable
{
    public static readonly Uri Public = new("https://sync.example.test");

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly WriterHost _host;
    private readonly SandboxHost _sandbox;
    private readonly HttpClient _http = new();
    private readonly List<WebApplication> _writers = [];

    private VendorWorld(WriterHost host, SandboxHost sandbox)
    {
        (_host, _sandbox) = (host, sandbox);
        (Ac, Zoho) = (Some.Word(), Some.Word());
        Policy = PolicyOf(host.Policy);
    }

    /// <summary>Name of the connection to ActiveCampaign.</summary>
    public string Ac { get; }

    /// <summary>Name of the connection to Zoho.</summary>
    public string Zoho { get; }

    public SandboxHost Sandbox => _sandbox;

    /// <summary>Tests that want something wrong change it before they start a writer.</summary>
    public SyncPolicy Policy { get; set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<VendorWorld> Start(WriterHost host) => new(host, await SandboxHost.Start(
        new SandboxOptions
        {
            Control = FreePorts.Take(), ActiveCampaign = FreePorts.Take(), Zoho = FreePorts.Take(), Salesforce = FreePorts.Take(),
        }, ct: Ct));

    /// <summary>Changes a setting of a connection.</summary>
    public void Set(string connection, string setting, string value)
    {
        var changed = Policy.Connections[connection];
        changed = changed with { Settings = new Dictionary<string, string>(changed.Settings) { [setting] = value } };
        Policy = Policy.With(new Dictionary<string, ConnectionPolicy>(Policy.Connections) { [connection] = changed });
    }

    /// <summary>Adds a field to the route from ActiveCampaign to Zoho.</summary>
    public void Map(string from, string to, string? fallback = null)
    {
        var route = Policy.Routes[0];
        var field = route.Fields[0] with { Name = Some.Word(), From = from, To = to, Required = false, Fallback = fallback };
        Policy = Policy.With([route with { Fields = [.. route.Fields, field] }, .. Policy.Routes.Skip(1)]);
    }

    /// <summary>Starts the lanes of one more process.</summary>
    public async Task<LaneHost> Writer(params (string Setting, string Value)[] settings)
    {
        var isPublic = settings.All(pair => pair.Setting != "SYNC_PUBLIC_URL");
        var app = _host.Build(Policy, isPublic ? [("SYNC_PUBLIC_URL", Public.AbsoluteUri), .. settings] : settings);
        _writers.Add(app);
        foreach (var service in app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
            .Where(service => service is LaneHost || service.GetType().Name is "MigrationWorker" or "WorkListener"))
        {
            await service.StartAsync(Ct);
        }

        await app.Services.GetRequiredService<StorageReadiness>().Wait(Ct);
        var lanes = app.Services.GetRequiredService<LaneHost>();
        await Eventually.Within(Soon, () => lanes.HaveBegun);
        return lanes;
    }

    /// <summary>Asks for a checkup, as the console does, and waits for what is said of a connection.</summary>
    public async Task<IReadOnlyList<CheckedThing>> Check(string connection) => await Told(await Ask(connection));

    /// <summary>Asks for a checkup, as the console does; with an id, for one that was asked for before.</summary>
    public async Task<Guid> Ask(string connection, Guid? again = null)
    {
        var request = new CheckupRequested { Id = again ?? Guid.NewGuid(), Connection = connection };
        await _writers[^1].Services.GetRequiredService<AcceptCheckupsConsumer>().Consume([request], Ct);
        return request.Id;
    }

    /// <summary>Asks for a trial of routes, as the console does; with an id, for one that was asked for before.</summary>
    public async Task<Guid> Try(string route, Guid? again = null)
    {
        var request = new CheckupRequested { Id = again ?? Guid.NewGuid(), Try = route };
        await _writers[^1].Services.GetRequiredService<AcceptCheckupsConsumer>().Consume([request], Ct);
        return request.Id;
    }

    /// <summary>Waits for what is said of the one connection of a checkup, which must be said once.</summary>
    public async Task<IReadOnlyList<CheckedThing>> Told(Guid request)
    {
        var reports = await Eventually.Within(
            Soon, () => _host.Said<CheckupReported>(request.ToString()), reports => reports.Any(report => report.Done is not null));
        return Assert.Single(reports, report => report.Done is not null).Done!.Lines;
    }

    /// <summary>Whether every fault that was set has struck as often as it should.</summary>
    public async Task<bool> HaveFaultsStruck()
    {
        var faults = await _http.GetFromJsonAsync<JsonElement>(new Uri(_sandbox.ControlAddress, "faults"), Ct);
        return faults.EnumerateArray().All(fault => fault.GetProperty("count").GetInt32() == 0);
    }

    /// <summary>Ends the newest process.</summary>
    public async Task StopWriter()
    {
        var writer = _writers[^1];
        _writers.Remove(writer);
        await writer.Services.GetRequiredService<LaneHost>().StopAsync(CancellationToken.None);
        await writer.DisposeAsync();
    }

    /// <summary>The webhook that a vendor has been made to send, as soon as it is there.</summary>
    public async Task<JsonElement> Hook(string vendor) =>
        (await Eventually.Within(Soon, () => Hooks(vendor), hooks => hooks.Count > 0))[0];

    /// <summary>The webhooks that a vendor has registered.</summary>
    public async Task<IReadOnlyList<JsonElement>> Hooks(string vendor)
    {
        var all = await _http.GetFromJsonAsync<JsonElement>(new Uri(_sandbox.ControlAddress, "webhooks"), Ct);
        return [.. all.GetProperty(vendor).GetProperty("registered").EnumerateArray()];
    }

    /// <summary>How often a vendor was called so.</summary>
    public async Task<int> Calls(string method, string path)
    {
        var journal = await _http.GetFromJsonAsync<JsonElement>(new Uri(_sandbox.ControlAddress, "journal?limit=100000"), Ct);
        return journal.GetProperty("entries").EnumerateArray().Count(call =>
            call.GetProperty("method").GetString() == method && call.GetProperty("path").GetString()!.StartsWith(path, StringComparison.Ordinal));
    }

    /// <summary>Every call that a vendor got, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Journal(string vendor)
    {
        var journal = await _http.GetFromJsonAsync<JsonElement>(new Uri(_sandbox.ControlAddress, $"journal?limit=100000&vendor={vendor}"), Ct);
        return [.. journal.GetProperty("entries").EnumerateArray()];
    }

    /// <summary>Has the newest process take operations in, as their consumer does.</summary>
    public Task Accept(params OperationRequest[] requests) =>
        _writers[^1].Services.GetRequiredService<AcceptOperationsConsumer>().Consume(requests, Ct);

    /// <summary>What a vendor holds, e.g. <c>zoho/Notes</c>.</summary>
    public async Task<IReadOnlyList<JsonElement>> Records(string what) =>
        [.. (await _http.GetFromJsonAsync<JsonElement>(new Uri(_sandbox.ControlAddress, $"records/{what}"), Ct)).EnumerateArray()];

    /// <summary>Has a vendor do what it is asked next and not answer.</summary>
    /// <param name="match">Of the call's path.</param>
    public Task Lose(string vendor, string match) =>
        Control(HttpMethod.Post, "faults", new { vendor, match, kind = "timeout-after-write", count = 1 });

    public Task Control(HttpMethod method, string path, object body) => Send(method, new Uri(_sandbox.ControlAddress, path), body);

    public Task ToAc(HttpMethod method, string path, object? body = null) =>
        Send(method, new Uri(_sandbox.ActiveCampaignAddress, $"api/3/{path}"), body, ("Api-Token", "sandbox-key"));

    public async Task<JsonElement> FromAc(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_sandbox.ActiveCampaignAddress, $"api/3/{path}"));
        request.Headers.Add("Api-Token", "sandbox-key");
        using var answer = await _http.SendAsync(request, Ct);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    public async Task ToZoho(HttpMethod method, string path, object body)
    {
        const string Grant = "oauth/v2/token?grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=sandbox-client&client_secret=sandbox-secret";
        using var answer = await _http.PostAsync(new Uri(_sandbox.ZohoAddress, Grant), null, Ct);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("access_token").GetString();
        await Send(method, new Uri(_sandbox.ZohoAddress, $"crm/v8/{path}"), body, ("Authorization", $"Zoho-oauthtoken {token}"));
    }

    /// <summary>Revokes a refresh token, and with it the access tokens that it has brought.</summary>
    public async Task Revoke(string refreshToken)
    {
        using var answer = await _http.PostAsync(new Uri(_sandbox.ZohoAddress, $"oauth/v2/token/revoke?token={refreshToken}"), null, Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>Has the newest process begin the audit of this time.</summary>
    public Task Audit() => _writers[^1].Services.GetRequiredService<Audits>().Begin();

    /// <summary>What audits have said of a connection, oldest first.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<CheckedThing>>> Audited(string connection) =>
        [.. (await _host.Said<CheckupReported>(connection)).Where(report => report.IsAudit && report.Done?.Name == connection).Select(report => report.Done!.Lines)];

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.Services.GetRequiredService<LaneHost>().StopAsync(CancellationToken.None);
            await writer.DisposeAsync();
        }

        _http.Dispose();
        await _sandbox.DisposeAsync();
    }

    private async Task Send(HttpMethod method, Uri address, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _http.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private SyncPolicy PolicyOf(SyncPolicy people)
    {
        var (ac, zoho, route) = (people.Connections["marketing"], people.Connections["sales"], people.Routes[0]);
        var back = route with
        {
            Name = "back", From = Zoho, To = Ac, CreateIn = "contacts",
            Fields = [.. route.Fields.Select(field => field with { From = field.To, To = field.From, Fallback = null })],
        };
        var connections = new Dictionary<string, ConnectionPolicy>
        {
            [Ac] = ac with
            {
                Name = Ac,
                Settings = new Dictionary<string, string> { ["url"] = $"{_sandbox.ActiveCampaignAddress}", ["apiKey"] = "sandbox-key" },
            },
            [Zoho] = zoho with
            {
                Name = Zoho,
                Settings = new Dictionary<string, string>
                {
                    ["accountsUrl"] = $"{_sandbox.ZohoAddress}", ["clientId"] = "sandbox-client", ["clientSecret"] = "sandbox-secret",
                    ["refreshToken"] = "sandbox-refresh",
                },
            },
        };
        return new SyncPolicy(people.Version, connections, [route with { From = Ac, To = Zoho }, back], people.Identity);
    }
}
