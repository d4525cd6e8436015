using System.Net.Http.Json;
using System.Text.Json;

namespace Sync.Deploy.Running;

/// <summary>Registers the marketing hook with the sandbox's ActiveCampaign (ActiveCampaign: "Create a webhook").</summary>
public sealed class HookRegistration(Say say) : IDisposable
{
    private static readonly string[] Events = ["subscribe", "unsubscribe", "update", "contact_tag_added", "contact_tag_removed"];
    private static readonly string[] Sources = ["public", "admin", "api", "system"];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <exception cref="DeployException">The sandbox refuses it.</exception>
    public async Task Register(string activeCampaign, string hook, CancellationToken ct)
    {
        _http.DefaultRequestHeaders.Add("Api-Token", "sandbox-key");
        if (await IsRegistered(activeCampaign, hook, ct))
            return;
        // ActiveCampaign does not mind two webhooks with one address: it would call both.
        var body = new { webhook = new { name = "Sync", url = hook, events = Events, sources = Sources } };
        using var answer = await _http.PostAsJsonAsync(new Uri($"{activeCampaign}/api/3/webhooks"), body, ct);
        if (!answer.IsSuccessStatusCode)
            throw new DeployException($"The sandbox did not take the webhook: {(int)answer.StatusCode}");
        say.Step("webhook registered in the sandbox's ActiveCampaign");
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> IsRegistered(string activeCampaign, string hook, CancellationToken ct)
    {
        var address = new Uri($"{activeCampaign}/api/3/webhooks?filters[url]={Uri.EscapeDataString(hook)}");
        var list = await _http.GetFromJsonAsync<JsonElement>(address, ct);
        return list.TryGetProperty("webhooks", out var webhooks)
            && webhooks.EnumerateArray().Any(webhook => webhook.TryGetProperty("url", out var url) && url.GetString() == hook);
    }
}
