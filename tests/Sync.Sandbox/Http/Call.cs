using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Sync.Sandbox.Faults;

namespace Sync.Sandbox.Http;

/// <summary>One API call on its way through: what came in, and the answer being built.</summary>
internal sealed class Call : IDisposable
{
    private readonly ByteBuffer _body;
    private JsonDocument? _document;
    private QueryText? _query;
    private string[]? _segments;
    private List<KeyValuePair<string, string>>? _headers;
    private IReadOnlyDictionary<string, string>? _inner;

    public Call(HttpContext http, ByteBuffer body, string method, string path)
    {
        Http = http;
        _body = body;
        Method = method;
        Path = path;
    }

    public HttpContext Http { get; }

    public string Method { get; }

    public string Path { get; }

    /// <summary>One of several calls that came in one; it is counted and limited with its outer call.</summary>
    public bool IsInner => _inner is not null;

    public ReadOnlyMemory<byte> Body => _body.Written;

    public QueryText Query => _query ??= QueryText.Parse(Http.Request.QueryString.Value);

    public string[] Segments => _segments ??= Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public Answer Answer { get; } = Answer.Rent();

    public Utf8JsonWriter Json => Answer.Json;

    public int Status { get; set; } = 200;

    public string? ContentType { get; set; } = "application/json;charset=UTF-8";

    /// <summary>Records that this call reads or writes, for the journal.</summary>
    public int Records { get; set; }

    /// <summary>A fault that strikes single items of a batch.</summary>
    public Fault? ItemFault { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> AnswerHeaders => _headers ?? [];

    /// <summary>Raised once, before the answer goes out: who has it may look at the journal, or call again and find the place free.</summary>
    public event Action? Finished;

    /// <summary>The answer, or that there is none, is settled.</summary>
    public void Finish()
    {
        Finished?.Invoke();
        Finished = null;
    }

    public string? Header(string name) => _inner is not null ? _inner.GetValueOrDefault(name)
        : Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public void SetHeader(string name, string value) => (_headers ??= []).Add(new(name, value));

    /// <summary>A call that an outer call holds in its body.</summary>
    /// <param name="method">GET, POST, …</param>
    /// <param name="target">Path with or without a query.</param>
    /// <param name="headers">The inner call's own; it inherits none.</param>
    /// <param name="body">JSON; default for none.</param>
    public Call Inner(string method, string target, IReadOnlyDictionary<string, string> headers, JsonElement body)
    {
        var bytes = new ByteBuffer(0);
        if (body.ValueKind != JsonValueKind.Undefined)
        {
            bytes.Write(JsonMarshal.GetRawUtf8Value(body));
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return new Call(Http, bytes, method, query < 0 ? target : target[..query])
        {
            _inner = headers,
            _query = QueryText.Parse(query < 0 ? null : target[query..]),
        };
    }

    /// <summary>The body as JSON; false when it is empty or malformed. Content-Type is not looked at: several clients send none.</summary>
    public bool TryJson(out JsonElement root)
    {
        root = default;
        if (_document is null)
        {
            try
            {
                _document = _body.Length == 0 ? null : JsonDocument.Parse(Body);
            }
            catch (JsonException)
            {
                return false;
            }
        }

        root = _document?.RootElement ?? default;
        return _document is not null;
    }

    public string BodyText() => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Starts the answer anew, for instance when a later step finds that the call is refused.</summary>
    public Utf8JsonWriter Restart(int status)
    {
        Answer.Clear();
        Status = status;
        return Answer.Json;
    }

    public void Dispose()
    {
        _document?.Dispose();
        _body.Dispose();
        Answer.Return();
    }
}
