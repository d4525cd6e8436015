using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Testing.Stacks;

/// <summary>The API of a stack's console, as its operator uses it.</summary>
public sealed class OperatorConsole(HttpClient http, Func<Endpoints> endpoints)
{
    public async Task<JsonElement> Overview(CancellationToken ct) => (await Get("overview", ct))!.Value;

    /// <summary>What happened to a person; null while nothing is known.</summary>
    public Task<JsonElement?> Explain(string email, CancellationToken ct) => Get($"explain?email={Uri.EscapeDataString(email)}", ct);

    /// <summary>What happened to a delivery; null while nothing is known.</summary>
    public Task<JsonElement?> Delivery(long id, CancellationToken ct) =>
        Get(string.Create(CultureInfo.InvariantCulture, $"deliveries/{id}"), ct);

    public async Task<IReadOnlyList<JsonElement>> DeadLetters(CancellationToken ct) =>
        [.. (await Get("dead-letters?limit=1000", ct))!.Value.GetProperty("items").EnumerateArray()];

    /// <summary>Asks for a checkup of a connection, or of all.</summary>
    /// <returns>The path to ask again at.</returns>
    public async Task<string> BeginCheckup(CancellationToken ct, string? connection = null)
    {
        using var request = Request(HttpMethod.Post, "checkups");
        request.Content = JsonContent.Create(new { connection });
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>How far a checkup is.</summary>
    public async Task<JsonElement> Checkup(string path, CancellationToken ct) => (await Get(path["/api/".Length..], ct))!.Value;

    /// <summary>The questions whether this person is one with another.</summary>
    public async Task<IReadOnlyList<JsonElement>> Reviews(string email, string state, CancellationToken ct) =>
        [.. (await Get($"reviews?state={state}&email={Uri.EscapeDataString(email)}", ct))!.Value.GetProperty("items").EnumerateArray()];

    /// <summary>Decides such a question.</summary>
    public async Task Decide(long review, string decision, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"reviews/{review}"));
        request.Content = JsonContent.Create(new { decision });
        using var answer = await http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The events of a time line that were a delivery's end.</summary>
    public static IReadOnlyList<JsonElement> Ends(JsonElement timeLine) =>
        [.. timeLine.GetProperty("events").EnumerateArray().Where(happened => happened.GetProperty("final").GetBoolean())];

    private async Task<JsonElement?> Get(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var now = endpoints();
        var request = new HttpRequestMessage(method, new Uri($"{now.Console}/api/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", now.OperatorToken);
        return request;
    }
}
