using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sync.Cli.Remote;

/// <summary>The console's HTTP API, whose answers stay JSON: what a newer console adds is shown without a newer program.</summary>
internal sealed class ConsoleApi(Uri address, string? token, HttpClient http)
{
    /// <exception cref="CommandException">No answer, or one that refuses; its text says which and what to do.</exception>
    public Task<JsonElement> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, ct);

    /// <inheritdoc cref="Get"/>
    public Task<JsonElement> Post(string path, JsonNode body, CancellationToken ct) =>
        Send(HttpMethod.Post, path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), ct);

    /// <inheritdoc cref="Get"/>
    public Task<JsonElement> Delete(string path, CancellationToken ct) => Send(HttpMethod.Delete, path, null, ct);

    private async Task<JsonElement> Send(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{address.AbsoluteUri.TrimEnd('/')}/{path}")) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (!string.IsNullOrWhiteSpace(token))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        }

        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode ? Parse(text) : throw Refusals.Of(response.StatusCode, text, address, token);
        }
        catch (HttpRequestException exception)
        {
            throw Refusals.Unreachable(address, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!ct.IsCancellationRequested)
        {
            throw Refusals.Unreachable(address, $"no answer within {http.Timeout.TotalSeconds:0} s", exception);
        }
    }

    private JsonElement Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                $"what answers at {address} is not the console: it sent no JSON. Check --console or {SharedOptions.AddressVariable}.",
                cause: exception);
        }
    }
}
