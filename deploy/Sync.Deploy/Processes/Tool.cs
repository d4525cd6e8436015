using System.ComponentModel;
using System.Diagnostics;

namespace Sync.Deploy.Processes;

/// <summary>A command that is run to its end, with what it printed.</summary>
public sealed record Tool(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public static Task<Tool> Run(string program, IEnumerable<string> arguments, CancellationToken ct) =>
        Run(program, arguments, new Dictionary<string, string?>(), TimeSpan.FromMinutes(10), ct);

    /// <summary>Runs it. A program that does not exist counts as one that failed with 127, as in a shell; one that hangs, with 124.</summary>
    public static async Task<Tool> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, TimeSpan within, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(within);
        try
        {
            using var process = Process.Start(Describe(program, arguments, variables))!;
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return new Tool(process.ExitCode, await output + await error);
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

    /// <summary>Runs it at our own terminal and passes its exit code on.</summary>
    public static async Task<int> RunHere(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, CancellationToken ct)
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
            // A Ctrl-C reaches both of us: let it end in its own way first.
            if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
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
}
