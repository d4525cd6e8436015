using System.ComponentModel;
using System.Diagnostics;

namespace Sync.Conformance.Tests;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record Tool(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program to its end; null when there is none of that name.</summary>
    public static async Task<Tool?> Run(string program, IEnumerable<string> arguments, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(limit);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        return await Ended(process, program, patience.Token) ? new Tool(process.ExitCode, await output, await errors) : null;
    }

    private static async Task<bool> Ended(Process process, string program, CancellationToken ct)
    {
        try
        {
            await process.WaitForExitAsync(ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} has not ended in time.");
        }
    }
}
