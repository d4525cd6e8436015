using Sync.Sandbox.ActiveCampaign;
using Sync.Sandbox.Control;
using Sync.Sandbox.Delivery;
using Sync.Sandbox.Faults;
using Sync.Sandbox.Http;
using Sync.Sandbox.Salesforce;
using Sync.Sandbox.Zoho;

namespace Sync.Sandbox;

/// <summary>
/// Local stand-ins for ActiveCampaign, Zoho CRM and Salesforce with their limits, their silent habits and faults on demand.
/// Runs as its own process or inside a test; all state is in memory and gone with it.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookSender _sender;

    private SandboxHost(WebApplication app, WebhookSender sender, SandboxOptions options)
    {
        _app = app;
        _sender = sender;
        Options = options;
    }

    public SandboxOptions Options { get; }

    public Uri ControlAddress => Address(Options.Control);

    public Uri ActiveCampaignAddress => Address(Options.ActiveCampaign);

    public Uri ZohoAddress => Address(Options.Zoho);

    public Uri SalesforceAddress => Address(Options.Salesforce);

    public string Announcement =>
        $"Sandbox ready: control {ControlAddress} activecampaign {ActiveCampaignAddress} zoho {ZohoAddress} salesforce {SalesforceAddress}";

    /// <summary>Starts listening on the four ports and returns when all of them answer.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<SandboxHost> Start(SandboxOptions options, TimeProvider? time = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = time ?? TimeProvider.System;
        var app = WebServer.Create(options);
        var sender = new WebhookSender(clock, app.Logger);
        IVendor[] vendors = [new AcVendor(clock, sender, options.IdsFrom), new ZohoVendor(clock, sender, options.IdsFrom), new SalesforceVendor()];
        var journal = new Journal();
        var faults = new FaultPlan(clock);
        var control = new ControlPort(vendors, journal, faults, sender, clock);
        app.Run(Doors(options, vendors, journal, faults, clock, app.Logger, control));
        await app.StartAsync(ct);
        return new SandboxHost(app, sender, options);
    }

    /// <summary>Returns after SIGTERM, SIGINT or disposal.</summary>
    public Task WaitForShutdown(CancellationToken ct = default) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _sender.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static RequestDelegate Doors(
        SandboxOptions options, IVendor[] vendors, Journal journal, FaultPlan faults, TimeProvider clock, ILogger log, ControlPort control)
    {
        int[] ports = [options.ActiveCampaign, options.Zoho, options.Salesforce];
        var doors = vendors.Zip(ports).ToDictionary(
            pair => pair.Second, pair => new VendorDoor(pair.First, journal, faults, clock, log));
        return http => doors.TryGetValue(http.Connection.LocalPort, out var door) ? door.Handle(http) : control.Handle(http);
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}");
}
