using System.Net;
using System.Text;

namespace Sync.Cli.Tests;

/// <summary>A console that answers what it was told to, and remembers what it was asked.</summary>
internal sealed class FakeConsole : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<(HttpStatusCode Status, string Body)>> _answers = [];

    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public string? Authorization { get; private set; }

    /// <summary>Answers in turn; the last one stays.</summary>
    public FakeConsole On(string request, params string[] bodies) => On(request, HttpStatusCode.OK, bodies);

    public FakeConsole On(string request, HttpStatusCode status, params string[] bodies)
    {
        _answers[request] = new(bodies.Select(body => (status, body)));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Requests.Add(asked);
        Authorization = request.Headers.Authorization?.ToString();
        if (request.Content is not null)
        {
            Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        var answers = _answers.GetValueOrDefault(asked) ?? throw new InvalidOperationException($"Nobody expected {asked}.");
        var (status, body) = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
