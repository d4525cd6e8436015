using System.Net.Http.Json;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Deploy.Demonstration;

/// <summary>The sandbox's control port: acts as people do, and shows what the vendors hold.</summary>
public sealed class SandboxControl(HttpClient http, SandboxEndpoints sandbox)
{
    /// <summary>A visitor leaves their data; ActiveCampaign's webhooks follow.</summary>
    public async Task CreateContact(object contact, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri($"{sandbox.Control}/act"), contact, ct);
        if (!answer.IsSuccessStatusCode)
            throw new DeployException($"The sandbox refused to act: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
    }

    public Task<IReadOnlyList<JsonElement>> Leads(string email, CancellationToken ct) =>
        Records($"Leads?email={Uri.EscapeDataString(email)}", ct);

    /// <param name="what">Module of the CRM, and which of its records.</param>
    public async Task<IReadOnlyList<JsonElement>> Records(string what, CancellationToken ct) =>
        [.. List(await http.GetFromJsonAsync<JsonElement>(new Uri($"{sandbox.Control}/records/zoho/{what}"), ct))];

    /// <summary>What the sales team's chat room was told.</summary>
    public async Task<IReadOnlyList<JsonElement>> Chat(CancellationToken ct) =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri($"{sandbox.Control}/chat"), ct)).GetProperty("messages").EnumerateArray()];

    /// <summary>The number after the last call that the sandbox has received.</summary>
    public async Task<long> JournalEnd(CancellationToken ct)
    {
        var after = 0L;
        while (true)
        {
            var page = await Journal(after, ct);
            var next = page.GetProperty("next").GetInt64();
            if (next <= after || page.GetProperty("entries").GetArrayLength() == 0)
                return Math.Max(after, next);
            after = next;
        }
    }

    /// <summary>When the CRM finished the first write to a module after that point; null when there was none.</summary>
    public async Task<DateTimeOffset?> FirstWrite(long after, string module, CancellationToken ct)
    {
        var page = await Journal(after, ct);
        return page.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.GetProperty("vendor").GetString() == "zoho"
                && entry.GetProperty("method").GetString() is "POST" or "PUT"
                && entry.GetProperty("path").GetString()!.Contains($"/{module}", StringComparison.Ordinal))
            .Select(Finished)
            .FirstOrDefault();
    }

    private static DateTimeOffset? Finished(JsonElement entry) =>
        entry.GetProperty("at").GetDateTimeOffset().AddMilliseconds(entry.GetProperty("ms").GetDouble());

    private Task<JsonElement> Journal(long after, CancellationToken ct) =>
        http.GetFromJsonAsync<JsonElement>(new Uri($"{sandbox.Control}/journal?after={after}&limit=1000"), ct);

    // A bare list, or the vendor's envelope around one.
    private static IEnumerable<JsonElement> List(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? answer.EnumerateArray()
        : answer.EnumerateObject().Select(property => property.Value)
            .Where(value => value.ValueKind == JsonValueKind.Array).SelectMany(value => value.EnumerateArray());
}
