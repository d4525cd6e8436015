using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Deploy.Demonstration;

/// <summary>The console's answer to "what happened to this person".</summary>
public sealed class ConsoleApi(HttpClient http, Endpoints endpoints)
{
    /// <summary>The time line; null while the console knows nothing of the person.</summary>
    public async Task<JsonElement?> Explain(string email, CancellationToken ct)
    {
        var address = new Uri($"{endpoints.Console}/api/explain?email={Uri.EscapeDataString(email)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", endpoints.OperatorToken);
        using var answer = await http.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (answer.IsSuccessStatusCode)
            return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        var refusal = await answer.Content.ReadAsStringAsync(ct);
        throw new DeployException($"The console refused to explain: {(int)answer.StatusCode} {refusal}");
    }

    public static bool IsFinal(JsonElement timeLine) => Events(timeLine)
        .Any(happened => happened.TryGetProperty("final", out var final) && final.ValueKind == JsonValueKind.True);

    /// <summary>The stages report on ways of their own: the last one's word may come before the one before it.</summary>
    public static bool IsComplete(JsonElement timeLine) => IsFinal(timeLine)
        && (!HasStage(timeLine, "written") || HasStage(timeLine, "matched"));

    private static bool HasStage(JsonElement timeLine, string stage) =>
        Events(timeLine).Any(happened => happened.TryGetProperty("stage", out var at) && at.GetString() == stage);

    public static IEnumerable<JsonElement> Events(JsonElement timeLine) =>
        timeLine.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array ? events.EnumerateArray() : [];
}
