using System.Globalization;
using System.Text.Json;

namespace Sync.Connectors.Tests;

/// <summary>An account's webhooks, as several callers at once see them: registering twice makes two.</summary>
internal sealed class FakeHooks
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, JsonElement> _hooks = [];
    private int _last;

    public int Count => _hooks.Count;

    public IReadOnlyCollection<int> Ids => _hooks.Keys;

    public List<string> Asked { get; } = [];

    /// <summary>Kinds that the account refuses.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Answers calls to <c>/api/3/webhooks</c>.</summary>
    public void On(FakeVendor vendor) => vendor
        .On("GET", "/api/3/webhook/events", 200, """{"webhookEvents":["subscribe","update","unsubscribe"],"meta":{"total":3}}""")
        .On(call => call.Path.StartsWith("/api/3/webhooks", StringComparison.Ordinal), Answer);

    public int Add(string url, string kinds, string sources = "public,admin,api,system", string list = "0")
    {
        _hooks[++_last] = JsonSerializer.SerializeToElement(new { url, events = kinds.Split(','), sources = sources.Split(','), listid = list });
        return _last;
    }

    private HttpResponseMessage Answer(FakeCall call)
    {
        lock (_gate)
        {
            Asked.Add(call.Method);
            var id = int.TryParse(call.Path.Split('/')[^1], CultureInfo.InvariantCulture, out var number) ? number : 0;
            return call.Method switch
            {
                "GET" => FakeVendor.Reply(200, $$"""{"webhooks":[{{string.Join(',', _hooks.Select(Text))}}],"meta":{"total":"{{_hooks.Count}}"} }"""),
                "DELETE" => _hooks.Remove(id) ? FakeVendor.Reply(200, "{}") : FakeVendor.Reply(404, """{"message":"No Result found for Webhook"}"""),
                _ when Kinds(call).Any(Refused.Contains) =>
                    FakeVendor.Reply(422, """{"errors":[{"title":"The event does not exist.","code":"field_invalid","source":{"pointer":"/data/attributes/events"}}]}"""),
                "POST" => Put(++_last, call, 201),
                _ => _hooks.ContainsKey(id) ? Put(id, call, 200) : FakeVendor.Reply(404, "{}"),
            };
        }
    }

    private static IEnumerable<string> Kinds(FakeCall call) =>
        call.Json.GetProperty("webhook").GetProperty("events").EnumerateArray().Select(each => each.GetString()!);

    private HttpResponseMessage Put(int id, FakeCall call, int status)
    {
        _hooks[id] = call.Json.GetProperty("webhook").Clone();
        return FakeVendor.Reply(status, $$"""{"webhook":{"id":"{{id}}"} }""");
    }

    private static string Text(KeyValuePair<int, JsonElement> hook) => $$"""{"id":"{{hook.Key}}",{{hook.Value.GetRawText()[1..]}}""";
}
