namespace Sync.Cli;

/// <summary>All that a command meets outside itself, so that a test can give it another world.</summary>
internal sealed record World
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Width of the screen in letters; null if the output goes to a file or another program.</summary>
    public int? ScreenWidth { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public required HttpClient Http { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static World OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        ScreenWidth = Console.IsOutputRedirected ? null : Math.Max(Console.WindowWidth, 40),
        Environment = System.Environment.GetEnvironmentVariable,
        // The console answers from its own tables: longer than this means that something is wrong.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) },
    };
}
