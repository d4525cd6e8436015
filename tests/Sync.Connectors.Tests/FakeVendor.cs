using System.Net;
using System.Text;
using System.Text.Json;

namespace Sync.Connectors.Tests;

/// <summary>A vendor that answers as told, and remembers what it was asked.</summary>
internal sealed class FakeVendor : HttpMessageHandler
{
    private readonly List<(Func<FakeCall, bool> Fits, Func<FakeCall, HttpResponseMessage> Answer)> _answers = [];

    public List<FakeCall> Calls { get; } = [];

    /// <summary>Later answers win over earlier ones.</summary>
    public FakeVendor On(string method, string path, int status, string? body = null, params (string Name, string Value)[] headers) =>
        On(call => call.Method == method && call.Path == path, _ => Reply(status, body, headers));

    /// <summary>Answers in turn; the last goes on.</summary>
    public FakeVendor OnTurns(string method, string path, params (int Status, string? Body)[] turns)
    {
        var next = 0;
        return On(call => call.Method == method && call.Path == path, _ =>
        {
            var (status, body) = turns[Math.Min(next++, turns.Length - 1)];
            return Reply(status, body);
        });
    }

    public FakeVendor On(Func<FakeCall, bool> fits, Func<FakeCall, HttpResponseMessage> answer)
    {
        _answers.Insert(0, (fits, answer));
        return this;
    }

    public IEnumerable<FakeCall> CallsTo(string method, string path) => Calls.Where(call => call.Method == method && call.Path == path);

    public static HttpResponseMessage Reply(int status, string? body = null, params (string Name, string Value)[] headers)
    {
        var isJson = body?.TrimStart() is ['{' or '[', ..];
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body ?? "", Encoding.UTF8, isJson ? "application/json" : "text/html"),
        };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new FakeCall(
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            request.RequestUri.Query,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));
        lock (Calls)
        {
            Calls.Add(call);
        }

        var answer = _answers.Find(each => each.Fits(call)).Answer
            ?? throw new InvalidOperationException($"Nobody said what to answer to {call.Method} {call.Path}{call.Query}.");
        return answer(call);
    }
}

/// <summary>One request as it came in.</summary>
internal sealed record FakeCall(string Method, string Path, string Query, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Parameter(string name) => Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[1])).First();
}
