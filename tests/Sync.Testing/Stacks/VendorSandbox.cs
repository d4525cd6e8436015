using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sync.Testing.Stacks;

/// <summary>The control port of a stack's sandbox.</summary>
public sealed class VendorSandbox(HttpClient http, Func<string> control)
{
    private long _read;

    /// <summary>Empties the vendors and ends all faults.</summary>
    public Task Reset(CancellationToken ct) => Send(HttpMethod.Post, "reset", null, ct);

    /// <summary>Makes a vendor misbehave, e.g. <c>new { vendor = "zoho", kind = "status", status = 503, seconds = 10 }</c>.</summary>
    public Task Fault(object fault, CancellationToken ct) => Send(HttpMethod.Post, "faults", fault, ct);

    public Task EndFaults(CancellationToken ct) => Send(HttpMethod.Delete, "faults", null, ct);

    /// <summary>Acts as a person at a vendor; answers the records touched.</summary>
    public async Task<IReadOnlyList<JsonElement>> Act(object action, CancellationToken ct) =>
        [.. (await Send(HttpMethod.Post, "act", action, ct)).EnumerateArray()];

    /// <summary>The records of a module of the CRM, all or those of one person.</summary>
    public async Task<IReadOnlyList<JsonElement>> Records(string module, CancellationToken ct, string? email = null)
    {
        var filter = email is null ? "" : $"?email={Uri.EscapeDataString(email)}";
        return [.. (await Send(HttpMethod.Get, $"records/zoho/{module}{filter}", null, ct)).EnumerateArray()];
    }

    /// <summary>The webhooks that a vendor has been made to send.</summary>
    public async Task<IReadOnlyList<JsonElement>> Hooks(string vendor, CancellationToken ct) =>
        [.. (await Send(HttpMethod.Get, "webhooks", null, ct)).GetProperty(vendor).GetProperty("registered").EnumerateArray()];

    /// <summary>What became of a vendor's webhooks: <c>emitted</c>, <c>sent</c>, <c>dropped</c>, <c>duplicated</c>, <c>reordered</c>, <c>pending</c>, ….</summary>
    public async Task<IReadOnlyDictionary<string, long>> DeliveryCounts(string vendor, CancellationToken ct) =>
        (await Send(HttpMethod.Get, "webhooks", null, ct)).GetProperty(vendor).EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out _))
            .ToDictionary(member => member.Name, member => member.Value.GetInt64());

    /// <summary>The contacts of a person in marketing.</summary>
    public async Task<IReadOnlyList<JsonElement>> Contacts(string email, CancellationToken ct) =>
        [.. (await Send(HttpMethod.Get, $"records/activecampaign/contacts?email={Uri.EscapeDataString(email)}", null, ct)).EnumerateArray()];

    /// <summary>What a vendor allows from now on, e.g. <c>new { vendor = "activecampaign", requestsPerSecond = 100 }</c>.</summary>
    public Task Limits(object limits, CancellationToken ct) => Send(HttpMethod.Put, "limits", limits, ct);

    /// <summary>How the CRM's webhooks misbehave from now on, e.g. <c>new { vendor = "zoho", duplicate = 0.1 }</c>.</summary>
    public Task Webhooks(object how, CancellationToken ct) => Send(HttpMethod.Put, "webhooks", how, ct);

    /// <summary>Calls that a vendor has received after a number.</summary>
    public async Task<IReadOnlyList<JsonElement>> Calls(long after, CancellationToken ct, string vendor = "zoho")
    {
        var page = await Send(
            HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"journal?vendor={vendor}&after={after}&limit=100000"), null, ct);
        return [.. page.GetProperty("entries").EnumerateArray()];
    }

    /// <summary>The number of the last call that any vendor has received.</summary>
    public async Task<long> LastCall(CancellationToken ct)
    {
        while (true)
        {
            var page = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"journal?after={_read}&limit=10000"), null, ct);
            _read = page.GetProperty("next").GetInt64();
            if (page.GetProperty("entries").GetArrayLength() < 10_000)
                return _read;
        }
    }

    private async Task<JsonElement> Send(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{control()}/{path}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(ct)
            : throw new InvalidOperationException($"The sandbox refused {method} /{path}: {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
