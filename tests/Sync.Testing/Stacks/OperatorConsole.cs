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

    /// <summary>The events of a time line that were a delivery's end.</summary>
    public static IReadOnlyList<JsonElement> Ends(JsonElement timeLine) =>
        [.. timeLine.GetProperty("events").EnumerateArray().Where(happened => happened.GetProperty("final").GetBoolean())];

    private async Task<JsonElement?> Get(string path, CancellationToken ct)
    {
        var now = endpoints();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{now.Console}/api/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", now.OperatorToken);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
