using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Sync.Sandbox;

namespace Sync.Conformance.Tests;

/// <summary>Runs Zoho's own client for Node against a sandbox in this process, once for all tests, and keeps what it understood.</summary>
public sealed class ZohoClient : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly Dictionary<string, JsonElement> _results = [];
    private SandboxHost? _sandbox;
    private string? _missing;

    /// <summary>The sandbox that has been called, for what it journalled.</summary>
    public SandboxHost Sandbox => _sandbox ?? throw new InvalidOperationException("The sandbox has not been started.");

    public async ValueTask InitializeAsync()
    {
        _missing = await NodePackages.Install();
        if (_missing is null)
        {
            _sandbox = await SandboxHost.Start(Ports());
            await Lift();
            foreach (var grant in new[] { "refresh", "code" })
            {
                _results[grant] = await Run(grant);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }
    }

    /// <summary>What one scenario printed; skips the calling test, with the reason, where the client cannot run.</summary>
    public JsonElement Result(string scenario, string grant = "refresh")
    {
        if (_missing is not null)
        {
            Console.WriteLine($"Skipped: {_missing}");
            Assert.Skip(_missing);
        }

        return _results[grant].GetProperty(scenario);
    }

    private async Task<JsonElement> Run(string grant)
    {
        var origin = Sandbox.ZohoAddress.ToString().TrimEnd('/');
        var node = await Tool.Run("node", ["run.mjs", origin, grant], Repository.Installed, Limit)
            ?? throw new InvalidOperationException("node has gone since its packages were installed.");
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<JsonElement>(node.Output.TrimEnd().Split('\n')[^1])
            : throw new InvalidOperationException($"node ended with {node.ExitCode}:\n{node.Output}\n{node.Errors}");
    }

    /// <summary>Searches right after writing are what is compared here, not how far the index lags.</summary>
    private async Task Lift()
    {
        using var http = new HttpClient { BaseAddress = Sandbox.ControlAddress };
        using var reply = await http.PutAsJsonAsync("/limits", new { vendor = "zoho", searchLagSeconds = 0 });
        reply.EnsureSuccessStatusCode();
    }

    private static SandboxOptions Ports()
    {
        var free = new Queue<int>(Enumerable.Range(24_000 + Random.Shared.Next(4_000), 2_000).Where(IsFree).Take(4));
        return new SandboxOptions { Control = free.Dequeue(), ActiveCampaign = free.Dequeue(), Zoho = free.Dequeue(), Salesforce = free.Dequeue() };
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
