using System.Globalization;
using Sync.Benchmarks.Machine;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Noop;

/// <summary>The no-op host as a process of its own, with the runtime settings that the services get.</summary>
internal sealed class NoopProcess : IAsyncDisposable
{
    private readonly Child _child;

    private NoopProcess(Child child, Uri origin, TimeSpan start) => (_child, Origin, StartTook) = (child, origin, start);

    public int Pid => _child.Pid;

    public Uri Origin { get; }

    /// <summary>From its start until it was ready.</summary>
    public TimeSpan StartTook { get; }

    /// <summary>Where a load goes to: a path as long as that of a real hook.</summary>
    public Uri Hook => new(Origin, $"hooks/marketing/{new string('s', 43)}");

    /// <param name="environment">That of a service, so that both run alike.</param>
    public static async Task<NoopProcess> Start(BenchPlace place, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var port = FreePort.Take().ToString(CultureInfo.InvariantCulture);
        var origin = new Uri($"http://127.0.0.1:{port}/");
        var variables = environment.Where(variable => variable.Key != "ASPNETCORE_URLS").ToDictionary();
        var (child, took) = await StartClock.Start(
            () => Child.Start(
                Path.Combine(place.Local, "noop.log"), AppContext.BaseDirectory,
                ["dotnet", Path.Combine(AppContext.BaseDirectory, "Sync.Benchmarks.dll"), "noop", "--port", port], variables),
            origin, ct);
        return new NoopProcess(child, origin, took);
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
