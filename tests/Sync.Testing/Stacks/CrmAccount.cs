using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Testing.Stacks;

/// <summary>The API of a stack's CRM, as another program of the same company uses it.</summary>
public sealed class CrmAccount(HttpClient http, Func<Endpoints> endpoints)
{
    // The vendor grants ten tokens in ten minutes and no more.
    private string? _token;

    /// <summary>Makes records in one call, of which the CRM tells in one notification; gives their ids.</summary>
    public async Task<IReadOnlyList<string>> Insert(string module, IEnumerable<object> records, CancellationToken ct) =>
    [
        .. (await Send(HttpMethod.Post, module, new { data = records }, ct)).GetProperty("data").EnumerateArray()
            .Select(item => item.GetProperty("details").GetProperty("id").GetString()!),
    ];

    /// <summary>Any call of the CRM's own API.</summary>
    public async Task<JsonElement> Send(HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{endpoints().Sandbox!.Zoho}/crm/v8/{path}"))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Zoho-oauthtoken {_token ??= await Token(ct)}");
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && _token is not null)
        {
            // A reset of the sandbox ends its tokens.
            _token = null;
            return await Send(method, path, body, ct);
        }

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
