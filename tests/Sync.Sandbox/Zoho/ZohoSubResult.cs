using System.Text.Json;
using System.Text.RegularExpressions;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>What became of one call inside a composite one.</summary>
internal sealed partial class ZohoSubResult
{
    private readonly string _id;
    private readonly ZohoError? _error;
    private readonly JsonElement? _body;
    private readonly int _status;

    private ZohoSubResult(string id, ZohoError error) => (_id, _error) = (id, error);

    private ZohoSubResult(string id, int status, JsonElement? body) => (_id, _status, _body) = (id, status, body);

    /// <summary>False when it was refused before it was called.</summary>
    public bool Ran => _error is null;

    public bool Failed => _error is not null || _status >= 300 || _status == 207;

    /// <summary>Calls one request, with the references to earlier answers filled in.</summary>
    public static ZohoSubResult Of(Call outer, JsonElement request, List<ZohoSubResult> before, Action<Call> route)
    {
        var id = request.Text("sub_request_id") is { Length: > 0 } given ? given : $"{before.Count + 1}";
        if (request.Text("method") is not { Length: > 0 } || request.Text("uri") is not { Length: > 0 })
        {
            return new ZohoSubResult(id, ZohoError.Missing(request.Text("method") is { Length: > 0 } ? "uri" : "method", before.Count));
        }

        if (before.Exists(each => each._id == id))
        {
            return new ZohoSubResult(id, ZohoError.OfField("DUPLICATE_DATA", "duplicate data", "sub_request_id", before.Count));
        }

        string? broken = null;
        var filled = Reference().Replace(request.GetRawText(), match =>
        {
            var found = Resolve(before, match.Groups["id"].Value, match.Groups["path"].Value);
            broken ??= found is null ? match.Value : null;
            return found ?? string.Empty;
        });
        return broken is null
            ? Run(outer, id, JsonSerializer.Deserialize<JsonElement>(filled), route)
            : new ZohoSubResult(id, new ZohoError("INVALID_REFERENCE", "the reference given seems to be invalid") { Details = json => json.WriteString("reference", broken) });
    }

    public void Write(Utf8JsonWriter json)
    {
        if (_error is not null)
        {
            _error.Write(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("sub_request_id", _id);
        json.WriteString(ZohoNames.Code, ZohoNames.Success);
        json.WriteStartObject(ZohoNames.Details);
        json.WriteStartObject("response");
        json.WriteStartObject("headers");
        json.WriteString("content-type", "application/json;charset=utf-8");
        json.WriteEndObject();
        json.WriteNumber("status_code", _status);
        json.WritePropertyName("body");
        if (_body is { } body)
        {
            body.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString(ZohoNames.Message, "composite sub request executed successfully");
        json.WriteString(ZohoNames.Status, ZohoNames.Ok);
        json.WriteEndObject();
    }

    private static ZohoSubResult Run(Call outer, string id, JsonElement request, Action<Call> route)
    {
        var target = request.Text("uri")!;
        var parameters = Pairs(request, "params").Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}").ToList();
        target += parameters.Count == 0 ? "" : $"{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', parameters)}";
        request.Has("body", out var body);
        using var inner = outer.Inner(
            request.Text("method")!.ToUpperInvariant(), target.StartsWith('/') ? target : $"/{target}",
            Pairs(request, "headers").ToDictionary(StringComparer.OrdinalIgnoreCase), body);
        route(inner);
        inner.Json.Flush();
        JsonElement? answer = inner.Status is 204 or 304 ? null : JsonSerializer.Deserialize<JsonElement>(inner.Answer.Buffer.Written.Span);
        return new ZohoSubResult(id, inner.Status, answer);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement request, string name) =>
        request.Has(name, out var pairs) && pairs.ValueKind == JsonValueKind.Object
            ? pairs.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.AsText()))
            : [];

    /// <summary>Follows a path such as <c>$.data[0].details.id</c> into an earlier answer.</summary>
    private static string? Resolve(List<ZohoSubResult> before, string id, string path)
    {
        var at = before.Find(each => each._id == id)?._body;
        foreach (Match step in Step().Matches(path))
        {
            at = at switch
            {
                { ValueKind: JsonValueKind.Object } when at.Value.TryGetProperty(step.Value, out var member) => member,
                { ValueKind: JsonValueKind.Array } when int.TryParse(step.Value, out var index) && index < at.Value.GetArrayLength() => at.Value[index],
                _ => null,
            };
        }

        return at is { ValueKind: JsonValueKind.String or JsonValueKind.Number } found ? found.AsText() : null;
    }

    [GeneratedRegex(@"@\{(?<id>\w+):\$(?<path>[^}]*)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[\w$]+")]
    private static partial Regex Step();
}
