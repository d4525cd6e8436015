using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Control;

/// <summary>A chat room into which programs post by webhook: takes any JSON, and shows what came last.</summary>
internal sealed class Chat(TimeProvider clock)
{
    private const int Most = 1_000;
    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, string Body)> _messages = [];

    public void Take(Call call)
    {
        var body = call.TryJson(out var json) ? json.GetRawText() : throw new BadControlCallException("The body must be JSON.");
        lock (_gate)
        {
            _messages.Enqueue((clock.GetUtcNow(), body));
            if (_messages.Count > Most)
            {
                _messages.Dequeue();
            }
        }

        call.Json.WriteStartObject();
        call.Json.WriteBoolean("ok", true);
        call.Json.WriteEndObject();
    }

    public void Show(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        lock (_gate)
        {
            foreach (var (at, body) in _messages)
            {
                json.WriteStartObject();
                json.WriteString("at", at);
                json.WritePropertyName("body");
                json.WriteRawValue(body);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void Clear()
    {
        lock (_gate)
        {
            _messages.Clear();
        }
    }
}
