using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Sync.Deploy.Processes;

/// <summary>A command that is run to its end, with what it printed.</summary>
public sealed record Tool(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public static Task<Tool> Run(string program, IEnumerable<string> arguments, CancellationToken ct) =>
        Run(program, arguments, new Dictionary<string, string?>(), TimeSpan.FromMinutes(10), ct);

    /// <summary>
    /// Runs it. A program that does not exist counts as one that failed with 127, as in a shell; one that hangs, with 124.
    /// </summary>
    public static async Task<Tool> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, TimeSpan within,
        CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(within);
        try
        {
            using var process = Process.Start(Describe(program, arguments, variables))!;
            try
            {
                process.StandardInput.Close();
                var text = new Collected();
                process.OutputDataReceived += (_, line) => text.Add(line.Data);
                process.ErrorDataReceived += (_, line) => text.Add(line.Data);
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                await WaitForExit(process, limit.Token);
                return new Tool(process.ExitCode, text.ToString());
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                ct.ThrowIfCancellationRequested();
                return new Tool(124, $"{program} did not end within {within.TotalSeconds:0} s");
            }
        }
        catch (Win32Exception e)
        {
            return new Tool(127, $"{program}: {e.Message}");
        }
    }

    // A child that it leaves behind may hold its output open for as long as that child lives; what it said itself is there by then.
    private static async Task WaitForExit(Process process, CancellationToken ct)
    {
        while (!process.HasExited)
            await Task.Delay(10, ct);
        await Task.WhenAny(process.WaitForExitAsync(ct), Task.Delay(TimeSpan.FromSeconds(2), ct));
    }

    /// <summary>Runs it at our own terminal and passes its exit code on. When cancelled, it has the grace to end in its own way.</summary>
    public static async Task<int> RunHere(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, TimeSpan grace,
        CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // A Ctrl-C at the terminal reaches both of us, but what is sent to our number reaches us alone.
            ProcessStamp.Of(process.Id)?.Signal(Signals.Terminate);
            if (!process.WaitForExit(grace))
                process.Kill(entireProcessTree: true);
        }

        return process.ExitCode;
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }

    private sealed class Collected
    {
        private readonly StringBuilder _text = new();

        public void Add(string? line)
        {
            lock (_text)
                _ = line is null ? _text : _text.Append(line).Append('\n');
        }

        public override string ToString()
        {
            lock (_text)
                return _text.ToString();
        }
    }
}
