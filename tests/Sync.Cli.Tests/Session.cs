using System.Text;

namespace Sync.Cli.Tests;

/// <summary>Runs the command line against a fake console and keeps what it said.</summary>
internal sealed class Session(HttpMessageHandler console)
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public Dictionary<string, string?> Environment { get; } = new()
    {
        [SharedOptions.AddressVariable] = "http://console.test:8081",
        [SharedOptions.TokenVariable] = "operator-token",
    };

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public async Task<int> Run(params string[] args)
    {
        using var http = new HttpClient(console, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(5) };
        await using var output = new StringWriter(_out);
        await using var error = new StringWriter(_error);
        var world = new World
        {
            Out = output,
            Error = error,
            Environment = name => Environment.GetValueOrDefault(name),
            Http = http,
            Time = new ImpatientTime(),
        };
        return await CommandLine.Run(args, world, TestContext.Current.CancellationToken);
    }
}
