using System.Diagnostics;
using System.Globalization;

namespace Sync.Benchmarks;

/// <summary>Progress, on the error stream: what was measured has the output to itself.</summary>
internal sealed class Say
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Step(string text) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds,6:0.0} s  {text}"));
}
