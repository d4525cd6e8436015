using System.Diagnostics;
using System.Globalization;

namespace Sync.Deploy;

/// <summary>Progress for the person at the terminal: one line a step, with the seconds since the start.</summary>
public sealed class Say(TextWriter output)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();

    public static Say Nothing { get; } = new(TextWriter.Null);

    public void Step(string text) =>
        Line(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds,6:0.0} s  {text}"));

    public void Line(string text = "")
    {
        lock (_lock)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }
}
