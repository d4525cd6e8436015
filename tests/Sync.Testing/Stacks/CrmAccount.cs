using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Testing.Stacks;

/// <summary>The API of a stack's CRM, as another program of the same company uses it.</summary>
public sealed class CrmAccount(HttpClient http, Func<Endpoints> endpoints)
{
    // Always the same, so that it is replaced and not doubled.
    private const string Channel = "1000000068001";

    /// <summary>Has the CRM notify the sales hook of what happens to these modules, for a day.</summary>
    public Task Watch(CancellationToken ct, params string[] modules) => Send("actions/watch", new
    {
        watch = new[]
        {
            new
            {
                channel_id = Channel, events = modules.Select(module => $"{module}.all"), notify_url = endpoints().Hooks["sales"],
                channel_expiry = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
                notify_on_related_action = false,
            },
        },
    }, ct);

    /// <summary>Makes records in one call, of which the CRM tells in one notification; gives their ids.</summary>
    public async Task<IReadOnlyList<string>> Insert(string module, IEnumerable<object> records, CancellationToken ct) =>
    [
        .. (await Send(module, new { data = records }, ct)).GetProperty("data").EnumerateArray()
            .Select(item => item.GetProperty("details").GetProperty("id").GetString()!),
    ];

    private async Task<JsonElement> Send(string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{endpoints().Sandbox!.Zoho}/crm/v8/{path}"))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Zoho-oauthtoken {await Token(ct)}");
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"The sandbox refused /{path}: {text}");
    }

    private async Task<string> Token(CancellationToken ct)
    {
        const string Grant = "grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=sandbox-client&client_secret=sandbox-secret";
        using var answer = await http.PostAsync(new Uri($"{endpoints().Sandbox!.Zoho}/oauth/v2/token?{Grant}"), null, ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("access_token").GetString()!;
    }
}
